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

/** One file of CommonJS. fdir asks for the module's URL, which that doesn't have. */
const script = {
  format: 'cjs',
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const PARTS = 'cli-parts';

/** Modules that share parts. Packages in CommonJS ask for what that has. */
const modules = {
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: `${PARTS}/[name]-[hash]`,
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`,
  },
};

/** Every bundle by its name in dist/: where it starts, and what it finds where it runs. */
const entries = {
  client: { start: 'client/extension.ts', external: ['vscode'] },
  server: { start: 'server/main.ts' },
  // in parts: a command loads what it needs and nothing else
  'cli-main': { start: 'cli/main.ts', alias, inParts: true },
  'reading-worker': { start: 'traces/node/reading-worker.ts' },
  'replay-worker': { start: 'server/replay-worker.ts', alias },
};

/** esbuild's options for each bundle whose start is there. */
export function bundleOptions({ dev = false } = {}) {
  return Object.entries(entries)
    .filter(([, { start }]) => existsSync(join(root, start)))
    .map(([name, { start, external = [], alias = {}, inParts = false }]) => ({
      absWorkingDir: root,
      entryPoints: { [name]: start },
      outdir: 'dist',
      bundle: true,
      platform: 'node',
      target: 'node22.15',
      external,
      alias,
      ...(inParts ? modules : script),
      mainFields: ['module', 'main'],
      minify: !dev,
      sourcemap: dev,
      legalComments: 'none',
      logLevel: 'warning',
    }));
}

/** What dist/ holds beside the bundles. */
function copyFiles() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const made of ['packs', PARTS]) rmSync(join(root, 'dist', made), { recursive: true, force: true });
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
