import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { root } from './project-copy';

test.each(['start', 'test'])('npm %s says in a sentence that no Node is new enough', (script) => {
  const folder = temporaryFolder({
    'package-lock.json': '{ "packages": {} }',
    'node_modules/.package-lock.json': '{ "packages": {} }',
    'old.cjs': `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });`,
  });
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ['--require', './old.cjs', `scripts/${script}.mjs`], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe(
    `Ringfence needs Node 22.15 or later; this is 18.20.0, and the packages bring none for ${process.platform} ${process.arch}.\n`,
  );
  expect(status).toBe(1);
});
