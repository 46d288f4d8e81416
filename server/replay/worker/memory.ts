import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this thread had before any traces. */
const base = bytesInUse();

/** Whether traces take less than this, in bytes; what is only garbage doesn't count. */
export function tracesTakeLessThan(bytes: number): boolean {
  if (bytesInUse() - base < bytes) return true;
  collectGarbage();
  return bytesInUse() - base < bytes;
}

/** Of this thread: columns are in buffers, texts on the heap. */
function bytesInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

type Collect = (options?: { readonly type: 'minor' }) => void;

let collector: Collect | undefined;

/** Nobody else would do it for buffers that are large and few. */
function collectGarbage(): void {
  collect()();
}

/**
 * Gives back the buffers of a judgement that has ended, in a millisecond. Left alone they pile up until all memory is gone through, while somebody
 * waits for a later judgement.
 */
export function collectYoungGarbage(): void {
  collect()({ type: 'minor' });
}

function collect(): Collect {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as Collect;
  }
  return collector;
}
