import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, which is also the extension under test. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** What is installed on demand and kept between runs; git-ignored. */
export const cache = join(root, '.cache');

/** The suite as one CommonJS module, for any extension host. */
export const suiteBundle = join(root, 'out', 'vscode', 'suite.js');

/** A folder that is gone when `use` has ended, for user data and for a copy of the sample. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ringfence-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A copy of the sample, which tests may change. */
export function copySample(into: string): string {
  const sample = join(root, 'samples', 'mediplatform');
  if (!existsSync(sample)) throw new Error(`The sample is missing: ${sample}`);
  const copy = join(into, 'mediplatform');
  cpSync(sample, copy, { recursive: true });
  return copy;
}
