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

/** Nobody else would do it for buffers that are large and few. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
