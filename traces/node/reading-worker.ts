import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { FetchRequest } from '../../engine';
import type { PackedCatalog } from '../../traces';
import { type ReadPart, type ReadTask, TaskReader } from './read-part';
import { type CompiledScanner, openCompiled } from './reading-parts';
import { SharedArena } from './shared-arena';
import { PARTS_AHEAD, TaskQueue } from './task-queue';

/** What a reading thread is sent, once. */
export interface ReadingJob {
  readonly request: FetchRequest;
  readonly catalog: boolean;
  readonly givesWay: boolean;
  readonly scanner: CompiledScanner;
  /** Everybody’s. */
  readonly tasks: readonly ReadTask[];
  readonly queue: SharedArrayBuffer;
  /** Its own number, from 0 on. */
  readonly thread: number;
}

/** A part, and which task that was. */
export interface SentPart {
  readonly place: number;
  readonly part: ReadPart;
}

/** What a thread sends: parts, and when there are no more tasks what it saw of all of them, if that is wanted. */
export type SentByThread = SentPart | { readonly seen: PackedCatalog | null };

// A thread that reads one task after another, until there is none.
const port = parentPort;
if (!port) throw new Error('reading-worker.js runs as a worker thread');

port.once('message', (job: ReadingJob) => void readAll(job, (sent) => port.postMessage(sent)));

async function readAll(job: ReadingJob, send: (sent: SentByThread) => void): Promise<void> {
  const { request, catalog, scanner, tasks, thread } = job;
  if (job.givesWay) giveWay();
  const queue = TaskQueue.over(job.queue);
  const reader = new TaskReader(request, () => openCompiled(scanner), catalog);
  const arenas = Array.from({ length: PARTS_AHEAD }, () => new SharedArena());
  let sent = 0;
  for (let place = queue.next(); place < tasks.length; place = queue.next()) {
    const part = await reader.read(tasks[place]!);
    queue.waitUntilTaken(thread, sent - PARTS_AHEAD + 1);
    send({ place, part: { ...part, columns: arenas[sent % PARTS_AHEAD]!.share(part.columns) } });
    sent++;
  }
  send({ seen: reader.catalog() });
}

/** How nice it is then: it gets a third of the time that others get. */
const NICENESS = 5;

/** Only Linux has priorities for threads; elsewhere it would be the whole process that gives way. */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(NICENESS);
  } catch {
    // it is as quick as the others where that is forbidden
  }
}
