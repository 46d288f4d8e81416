import { Worker } from 'node:worker_threads';
import type { Log } from '../lifecycle/log';
import type { FromWorker, Progress, ToWorker, WorkerCalls } from './messages';

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread that replays run in. It is started when first asked; when it dies what was asked fails with the reason, and the
 * next question starts it anew.
 */
export class WorkerHost {
  #worker: Worker | undefined;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  constructor(
    private readonly path: string,
    private readonly log: Log,
    private readonly onProgress: (progress: Progress) => void,
  ) {}

  call<M extends keyof WorkerCalls>(method: M, params: Parameters<WorkerCalls[M]>[0]): ReturnType<WorkerCalls[M]> {
    const id = this.#next++;
    const answer = new Promise<never>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, method, params } satisfies ToWorker);
    } catch (error) {
      this.#settle(id)?.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return answer as ReturnType<WorkerCalls[M]>;
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#failAll('the server is shutting down');
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.path, { stdout: true, stderr: true });
    // stdout belongs to the protocol; what a library prints in the thread goes to the log
    worker.stdout.on('data', (data) => this.log.info(String(data)));
    worker.stderr.on('data', (data) => this.log.warn(String(data)));
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#died(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.#died(worker, `it ended with code ${code}`));
    return worker;
  }

  #receive(message: FromWorker): void {
    if ('progress' in message) this.onProgress(message.progress);
    else if ('error' in message) this.#settle(message.id)?.reject(new Error(message.error));
    else this.#settle(message.id)?.resolve(message.result as never);
  }

  #died(worker: Worker, why: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.log.error(`The replay thread stopped: ${why}. It is started again with the next replay.`);
    this.#failAll(why);
  }

  #failAll(why: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(why));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
