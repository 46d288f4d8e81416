// Writes docs/packs and docs/coverage.md: bundles scripts/packs, which needs the language, and runs it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ringfence-packs-'));
mkdirSync(join(root, 'docs', 'packs'), { recursive: true });
try {
  const outfile = join(folder, 'write.cjs');
  buildSync({
    entryPoints: [join(root, 'scripts', 'packs', 'write.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '""' },
    logLevel: 'warning',
    absWorkingDir: root,
  });
  process.exitCode = spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
