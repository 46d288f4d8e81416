import { accessSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { BrokenInstallation } from './broken-installation';

/** What threads work with lies in arrays; of other objects they make few. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 2 };

/**
 * Threads that wait for what they are to read. Starting one takes as long as reading fifty megabytes: it may be done before it is known what is
 * wanted of them. They don't keep the process from ending before they are asked something.
 */
export class ReadingThreads {
  readonly #workers: readonly Worker[];

  /** @throws BrokenInstallation */
  constructor(script: string, count: number) {
    try {
      accessSync(script);
    } catch (error) {
      throw new BrokenInstallation(script, error);
    }
    this.#workers = Array.from({ length: count }, () => new Worker(script, { resourceLimits: RESOURCE_LIMITS }));
    for (const worker of this.#workers) worker.unref();
  }

  /** As many as are wanted, or as there are; the others end. They end by themselves when they have done what they are sent. */
  take(count: number): readonly Worker[] {
    const taken = this.#workers.slice(0, count);
    for (const worker of taken) worker.ref();
    for (const worker of this.#workers.slice(count)) void worker.terminate();
    return taken;
  }
}
