// Writes the generated files, which are committed. `--check` fails if that changes one.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each generator, and the files or folders that it alone writes. */
const generators = [
  { command: 'langium generate', writes: ['language/generated'] },
  { command: 'node scripts/generate-conventions.ts', writes: ['language/conventions/attributes.ts'] },
  { command: 'node scripts/generate-packs.mjs', writes: ['docs/packs', 'docs/coverage.md'] },
];

/** The text of each file that a generator writes, by path. */
function snapshot() {
  return new Map(generators.flatMap(({ writes }) => writes.flatMap(filesIn)).map((path) => [path, readText(path)]));
}

function filesIn(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  return statSync(full).isFile() ? [path] : readdirSync(full).flatMap((name) => filesIn(`${path}/${name}`));
}

function readText(path) {
  return readFileSync(join(root, path), 'utf8');
}

function generate(command) {
  const { status, stdout, stderr } = spawnSync(command, { cwd: root, shell: true, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
}

const before = snapshot();
for (const { command } of generators) generate(command);
const after = snapshot();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (path) => before.get(path) !== after.get(path),
);
for (const path of changed) console.log(`${path} ${argv.includes('--check') ? 'was out of date' : 'written'}`);
if (argv.includes('--check') && changed.length > 0) process.exitCode = 1;
