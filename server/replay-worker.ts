import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { sqlBy } from '../project';
import type { FromWorker, ToWorker, WorkerCalls } from './replay/messages';
import { collectYoungGarbage } from './replay/worker/memory';
import { createWorkerCalls } from './replay/worker/sessions';

// The thread that reads traces and judges rules, so that the editor never waits for them.
const port = parentPort;
if (!port) throw new Error('replay-worker.js runs as a worker thread of server.js');

const send = (message: FromWorker) => port.postMessage(message);
const calls: WorkerCalls = createWorkerCalls(
  (progress) => send({ progress }),
  sqlBy(join(__dirname, 'libpg-query.wasm')),
  { scanner: join(__dirname, 'scanner.wasm'), worker: join(__dirname, 'reading-worker.js') },
);

port.on('message', async ({ id, method, params }: ToWorker) => {
  try {
    const call = calls[method] as (params: unknown) => Promise<unknown>;
    send({ id, result: await call(params) });
    if (method === 'replay') setImmediate(collectYoungGarbage);
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
