import { Worker } from 'node:worker_threads';
import { CancelledError, type FetchRequest } from '../../engine';
import type { ReadPart, ReadTask } from './read-part';
import type { ReadingParts } from './reading-parts';
import type { ReadingWorkerData } from './reading-worker';

/** How often somebody is asked whether to go on. */
const ASK_EVERY_MS = 50;

/** What threads work with lies in arrays; of other objects they make few. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 2 };

export interface PoolOptions {
  readonly threads: number;
  readonly cancelled?: () => boolean;
  /** Called with what was read, in any order; it is overwritten afterwards. What it throws ends reading. */
  readonly onRead: (task: ReadTask, part: ReadPart) => void;
}

/**
 * Reads tasks on threads, each taking the next one when it is done.
 * @throws CancelledError, and what goes wrong in a thread
 */
export async function readOnThreads(
  tasks: readonly ReadTask[],
  request: FetchRequest,
  parts: ReadingParts,
  { threads, cancelled, onRead }: PoolOptions,
): Promise<void> {
  const workerData: ReadingWorkerData = { request, scanner: parts.scanner };
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(parts.worker, { workerData, resourceLimits: RESOURCE_LIMITS }),
  );
  const waiting = tasks.values();
  let asking: NodeJS.Timeout | undefined;
  try {
    const stopped = new Promise<never>((_, reject) => {
      asking = setInterval(() => cancelled?.() && reject(new CancelledError()), ASK_EVERY_MS);
    });
    await Promise.race([stopped, Promise.all(workers.map((worker) => serve(worker, waiting, onRead)))]);
  } finally {
    clearInterval(asking);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Gives a thread one task after another, until there is none. */
function serve(worker: Worker, waiting: Iterator<ReadTask>, onRead: PoolOptions['onRead']): Promise<void> {
  return new Promise((resolve, reject) => {
    let task: ReadTask | undefined;
    const next = () => {
      task = waiting.next().value;
      if (task === undefined) resolve();
      else worker.postMessage(task);
    };
    worker.on('message', (part: ReadPart) => {
      try {
        onRead(task!, part);
        next();
      } catch (error) {
        reject(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a reading thread ended early')));
    next();
  });
}
