import { statSync } from 'node:fs';

/** In bytes; 0 for what can't be looked at: reading it says why. */
export function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
