// Bundles and runs the benchmarks, all or those named: npm run bench [engine front read sql check editor …] [--small]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
for (const name of named.length > 0 ? named : all) {
  const outfile = join(root, 'out', `bench-${name}.cjs`);
  const entryPoints = [join(root, 'bench', `${name}.ts`)];
  buildSync({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    // native, so it stays where it is
    external: ['@duckdb/node-api'],
    mainFields: ['module', 'main'],
    // what reads files asks for it, which CommonJS doesn't have
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
    absWorkingDir: root,
  });
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [outfile, ...flags], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
