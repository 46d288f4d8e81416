import { readFileSync } from 'node:fs';
import type { OpenScanner, ScannerExports } from '../../traces';

/** Where the parts lie that make reading fast; whoever starts the program knows. Absolute paths. */
export interface ReadingParts {
  /** The span scanner, in WebAssembly. */
  readonly scanner: string;
  /** The script of the threads that read parts of large inputs. */
  readonly worker: string;
}

/** Node has it, its types don't. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (compiled: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssembly }).WebAssembly;

const compiled = new Map<string, object>();

/** @throws what reading the file throws, when the first scanner is opened */
export function scannerOpener(path: string): OpenScanner {
  return () => {
    const known = compiled.get(path) ?? new Module(readFileSync(path));
    compiled.set(path, known);
    return new Instance(known).exports as ScannerExports;
  };
}
