import type { Worker } from 'node:worker_threads';
import { CancelledError, type FetchRequest } from '../../engine';
import type { PackedCatalog } from '../../traces';
import type { ReadPart, ReadTask } from './read-part';
import { compiledScanner, type ReadingParts } from './reading-parts';
import { ReadingThreads } from './reading-threads';
import type { ReadingJob, SentByThread, SentPart } from './reading-worker';
import { TaskQueue } from './task-queue';

/** How often somebody is asked whether to go on, where this thread has nothing else to do. */
const ASK_EVERY_MS = 50;

export interface PoolOptions {
  /** This one included. */
  readonly threads: number;
  /** Whether the others give way to this one, and to what else the process does. */
  readonly givesWay?: boolean | undefined;
  /** Those that were started already: used up by it. */
  readonly started?: ReadingThreads | undefined;
  /** Whether to collect what is seen. */
  readonly catalog: boolean;
  readonly cancelled?: () => boolean;
  /**
   * Called with what another thread read, whose number counts from 0; tasks in any order, but those of a thread in its
   * own. It is overwritten afterwards. What it throws ends reading.
   */
  readonly onRead: (task: ReadTask, part: ReadPart, thread: number) => void;
  /** Called with what another thread saw of all that it read, where that is wanted. */
  readonly onSeen: (seen: PackedCatalog) => void;
  /** Reads a task on this thread. What it throws ends reading. */
  readonly readHere: (task: ReadTask) => Promise<void> | void;
}

/**
 * Reads tasks on threads, of which this is one, each taking the next one when it is done.
 * @throws CancelledError, BrokenInstallation, and what goes wrong in a thread
 */
export async function readOnThreads(
  tasks: readonly ReadTask[],
  request: FetchRequest,
  parts: ReadingParts,
  { threads, givesWay = false, started, catalog, cancelled, onRead, onSeen, readHere }: PoolOptions,
): Promise<void> {
  const others = Math.min(threads, tasks.length) - 1;
  const queue = TaskQueue.forThreads(others);
  const scanner = compiledScanner(parts.scanner);
  const workers = (started ?? new ReadingThreads(parts.worker, others)).take(others);
  for (const [thread, worker] of workers.entries()) {
    const job: ReadingJob = { request, catalog, givesWay, scanner, tasks, queue: queue.shared, thread };
    worker.postMessage(job);
  }
  let ended = false;
  let isDone = false;
  let asking: NodeJS.Timeout | undefined;
  const ask = () => {
    if (cancelled?.()) throw new CancelledError();
  };
  const here = async () => {
    for (let place = queue.next(); place < tasks.length && !ended; place = queue.next()) {
      ask();
      await readHere(tasks[place]!);
      // what the others sent has its turn
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const there = (worker: Worker, thread: number) =>
    receive(worker, ({ place, part }) => {
      onRead(tasks[place]!, part, thread);
      queue.took(thread);
    }).then((seen) => seen && onSeen(seen));
  try {
    const stopped = new Promise<never>((_, reject) => {
      asking = setInterval(() => cancelled?.() && reject(new CancelledError()), ASK_EVERY_MS);
    });
    await Promise.race([stopped, Promise.all([here(), ...workers.map(there)])]);
    isDone = true;
  } finally {
    ended = true;
    clearInterval(asking);
    // whoever has sent all ends by itself
    if (!isDone) await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Takes the parts that a thread sends, until it has sent all. @returns what it saw */
function receive(worker: Worker, take: (sent: SentPart) => void): Promise<PackedCatalog | null> {
  return new Promise((resolve, reject) => {
    worker.on('message', (sent: SentByThread) => {
      try {
        if ('seen' in sent) resolve(sent.seen);
        else take(sent);
      } catch (error) {
        reject(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a reading thread ended early')));
  });
}
