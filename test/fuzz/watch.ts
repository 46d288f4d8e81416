import { Worker } from 'node:worker_threads';

/** What never ends can't be stopped by the thread that it is in. */
const LONGEST_SECONDS = 60;

/** Looks on from a thread of its own, and ends the process where one place takes too long. */
const WATCHER = `
const { workerData: at } = require('node:worker_threads');
let last = '', seconds = 0;
setInterval(() => {
  const now = at.join();
  seconds = now === last && at[0] >= 0 ? seconds + 1 : 0;
  last = now;
  if (seconds < ${LONGEST_SECONDS}) return;
  require('node:fs').writeSync(2, 'seed ' + at[1] + ', input ' + at[0] + ' has not ended in ${LONGEST_SECONDS} s\\n');
  process.kill(process.pid, 'SIGKILL');
}, 1000);
`;

export interface Watch {
  at(seed: number, place: number): void;
  end(): Promise<unknown>;
}

/** Kills the process, with a word to standard error, where it stays at one input for a minute. */
export function watch(): Watch {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  shared[0] = -1;
  const worker = new Worker(WATCHER, { eval: true, workerData: shared });
  worker.unref();
  return {
    at: (seed, place) => {
      shared[1] = seed;
      shared[0] = place;
    },
    end: () => worker.terminate(),
  };
}
