// Bundles what ships into dist/. `--dev` keeps names and writes source maps, `--watch` rebuilds on change.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { compileAssembly } from './assembly.mjs';
import { notices } from './notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Of the editor's protocol Langium's core needs cancellation and events, which this part of it has: it loads in a third of the time. */
const alias = { 'vscode-languageserver-protocol': 'vscode-jsonrpc' };

/** Every bundle by its name in dist/: where it starts, and what it finds where it runs. */
const entries = {
  client: { start: 'client/extension.ts', external: ['vscode'] },
  server: { start: 'server/main.ts' },
  'cli-main': { start: 'cli/main.ts', alias },
  'reading-worker': { start: 'traces/node/reading-worker.ts' },
  'replay-worker': { start: 'server/replay-worker.ts', alias },
};

/** esbuild's options for each bundle whose start is there. */
export function bundleOptions({ dev = false } = {}) {
  return Object.entries(entries)
    .filter(([, { start }]) => existsSync(join(root, start)))
    .map(([name, { start, external = [], alias = {} }]) => ({
      absWorkingDir: root,
      entryPoints: [start],
      outfile: `dist/${name}.js`,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22.15',
      external,
      alias,
      mainFields: ['module', 'main'],
      minify: !dev,
      sourcemap: dev,
      legalComments: 'none',
      // fdir asks for it, which CommonJS doesn't have
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'warning',
    }));
}

/** What dist/ holds beside the bundles. */
function copyFiles() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(join(root, 'dist', 'packs'), { recursive: true, force: true });
  cpSync(join(root, 'packs'), join(root, 'dist', 'packs'), { recursive: true });
  cpSync(join(root, 'cli', 'launcher.cjs'), join(root, 'dist', 'cli.js'));
  cpSync(join(root, 'node_modules', 'libpg-query', 'wasm', 'libpg-query.wasm'), join(root, 'dist', 'libpg-query.wasm'));
}

async function bundle({ dev, watch }) {
  copyFiles();
  await compileAssembly();
  const options = bundleOptions({ dev });
  if (watch) await Promise.all(options.map(async (each) => (await context(each)).watch()));
  else {
    const built = await Promise.all(options.map((each) => build({ ...each, metafile: true })));
    const metafiles = built.map(({ metafile }) => metafile);
    writeFileSync(join(root, 'dist', 'NOTICES.txt'), notices(root, metafiles));
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await bundle({ dev: argv.includes('--dev'), watch: argv.includes('--watch') });
}
