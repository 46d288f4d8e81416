import { parentPort, workerData } from 'node:worker_threads';
import type { FetchRequest } from '../../engine';
import { ReadingRoom, type ReadTask, readTask } from './read-part';
import { scannerOpener } from './reading-parts';
import { SharedArena } from './shared-arena';

/** What a reading thread is started with. */
export interface ReadingWorkerData {
  readonly request: FetchRequest;
  /** Where the span scanner lies. */
  readonly scanner: string;
}

// A thread that reads what it is told to, one task after another.
const port = parentPort;
if (!port) throw new Error('reading-worker.js runs as a worker thread');

const { request, scanner } = workerData as ReadingWorkerData;
const shared = scannerOpener(scanner)();
const arena = new SharedArena();
const room = new ReadingRoom();

port.on('message', async (task: ReadTask) => {
  const part = await readTask(task, request, { openScanner: () => shared, room });
  // the next task comes when this part was taken in
  port.postMessage({ ...part, columns: arena.share(part.columns) });
});
