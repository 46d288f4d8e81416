import { describeSystemError } from './system-error';

/** A part of the program itself isn't there, or can't be read: no fault of what it was asked to read. */
export class BrokenInstallation extends Error {
  override readonly name = 'BrokenInstallation';

  /** @param part its absolute path */
  constructor(part: string, cause: unknown) {
    super(`Ringfence is not installed whole, install it again: ${part}: ${describeSystemError(cause)}.`, { cause });
  }
}
