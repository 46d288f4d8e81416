// Compiles assembly/ to dist/scanner.wasm.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import binaryen from 'binaryen';

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
  writeFileSync(outFile, withCallsInlined(readFileSync(outFile)));
}

/** Calls are what a scanner of many small functions would spend its time on. Sizes are in instructions. */
function withCallsInlined(bytes) {
  const module = binaryen.readBinaryWithFeatures(
    bytes,
    binaryen.Features.SIMD128 |
      binaryen.Features.BulkMemory |
      binaryen.Features.BulkMemoryOpt |
      binaryen.Features.SignExt |
      binaryen.Features.MutableGlobals |
      binaryen.Features.NontrappingFPToInt,
  );
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(60);
  binaryen.setFlexibleInlineMaxSize(400);
  // what is called in one place only gets no larger by that
  binaryen.setOneCallerInlineMaxSize(4000);
  binaryen.setAllowInliningFunctionsWithLoops(true);
  module.optimize();
  const inlined = module.emitBinary();
  module.dispose();
  return inlined;
}

if (argv[1] === fileURLToPath(import.meta.url)) await compileAssembly();
