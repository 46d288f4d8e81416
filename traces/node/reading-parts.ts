import { readFileSync } from 'node:fs';
import type { OpenScanner, ScannerExports } from '../../traces';

/** Where the parts lie that make reading fast; whoever starts the program knows. Absolute paths. */
export interface ReadingParts {
  /** The span scanner, in WebAssembly. */
  readonly scanner: string;
  /** The script of the threads that read parts of large inputs. */
  readonly worker: string;
}

/** Compiled WebAssembly: threads can hand it to each other. */
export type CompiledScanner = object;

/** Node has it, its types don't. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => CompiledScanner;
  readonly Instance: new (compiled: CompiledScanner) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssembly }).WebAssembly;

const compiled = new Map<string, CompiledScanner>();

/** @throws what reading the file throws */
export function compiledScanner(path: string): CompiledScanner {
  const known = compiled.get(path) ?? new Module(readFileSync(path));
  compiled.set(path, known);
  return known;
}

/** A scanner of its own for whoever asks. */
export function openCompiled(scanner: CompiledScanner): ScannerExports {
  return new Instance(scanner).exports as ScannerExports;
}

/** @throws what reading the file throws, when the first scanner is opened */
export function scannerOpener(path: string): OpenScanner {
  return () => openCompiled(compiledScanner(path));
}
