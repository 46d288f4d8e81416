// Compiles assembly/ to dist/scanner.wasm.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where assembly/layout.ts leaves room for the compiler's data. */
const MEMORY_BASE = 1024;

const options = [
  ['--runtime', 'stub'],
  ['--enable', 'simd'],
  ['--optimizeLevel', '3'],
  ['--shrinkLevel', '0'],
  ['--memoryBase', String(MEMORY_BASE)],
  // addresses are 32 bits, as i32 and usize both are
  ['--disableWarning', '201'],
  ['--use', 'abort='],
  ['--converge'],
  ['--noAssert'],
].flat();

/** @throws Error with what the compiler says */
export async function compileAssembly(outFile = join(root, 'dist', 'scanner.wasm')) {
  mkdirSync(dirname(outFile), { recursive: true });
  const { error, stderr } = await asc.main(['assembly/index.ts', '--baseDir', root, '--outFile', outFile, ...options]);
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
}

if (argv[1] === fileURLToPath(import.meta.url)) await compileAssembly();
