import { join } from 'node:path';
import { execPath } from 'node:process';
import { root } from '../host/paths.mts';
import { run } from '../host/process.mts';

/** The extension as it is published, from what is built in dist/. */
export async function packageExtension(): Promise<string> {
  const vsix = join(root, 'out', 'vscode', 'ringfence.vsix');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(
    execPath,
    [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), 'package', ...options, '--out', vsix],
    root,
  );
  return vsix;
}
