import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROW_COUNT } from '../../assembly/layout';
import type { OpenScanner, ScannerExports } from '../../traces';

const file = join(import.meta.dirname, '../../dist/scanner.wasm');
if (!existsSync(file)) throw new Error('dist/scanner.wasm is missing: run `npm run build` first');
const compiled = new WebAssembly.Module(readFileSync(file));

const shared = new WebAssembly.Instance(compiled).exports as unknown as ScannerExports;
let scanned = 0;

/** The span scanner as the build left it; one for all, so that what an earlier test left in its memory is there. */
export const openScanner: OpenScanner = () => ({ ...shared, scan: countedScan });

/** How many spans it has read. */
export function scannedSpans(): number {
  return scanned;
}

function countedScan(...args: Parameters<ScannerExports['scan']>): number {
  const rows = () => new DataView(shared.memory.buffer).getUint32(ROW_COUNT, true);
  const before = rows();
  const why = shared.scan(...args);
  scanned += rows() - before;
  return why;
}
