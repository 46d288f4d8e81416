import { readFileSync } from 'node:fs';
import type { OpenScanner, ScannerExports } from '../../traces';
import { BrokenInstallation } from './broken-installation';

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

/** @throws BrokenInstallation */
export function compiledScanner(path: string): CompiledScanner {
  const known = compiled.get(path) ?? compile(path);
  compiled.set(path, known);
  return known;
}

function compile(path: string): CompiledScanner {
  try {
    return new Module(readFileSync(path));
  } catch (error) {
    throw new BrokenInstallation(path, error);
  }
}

/** A scanner of its own for whoever asks. */
export function openCompiled(scanner: CompiledScanner): ScannerExports {
  return new Instance(scanner).exports as ScannerExports;
}

/** It throws a BrokenInstallation where there is no scanner. */
export function scannerOpener(path: string): OpenScanner {
  return () => openCompiled(compiledScanner(path));
}
