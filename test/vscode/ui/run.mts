import type { Tally } from '../host/suite-run.mts';

export async function runUiTests(_chromium: string, _images: boolean): Promise<Tally> {
  return { passed: 0, failed: 0 };
}
