import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import type { FetchRequest } from '../../engine';
import { type ReadTask, readTask } from './read-part';
import { scannerOpener } from './reading-parts';

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

port.on('message', async (task: ReadTask) => {
  const part = await readTask(task, request, () => shared);
  port.postMessage(part, buffersIn(part.columns));
});

/** The memory behind all typed arrays in plain data. */
function buffersIn(data: unknown, found: Set<Transferable> = new Set()): Transferable[] {
  if (ArrayBuffer.isView(data)) found.add(data.buffer as ArrayBuffer);
  else if (typeof data === 'object' && data !== null) for (const item of Object.values(data)) buffersIn(item, found);
  return [...found];
}
