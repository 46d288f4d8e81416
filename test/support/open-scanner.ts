import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROW_COUNT } from '../../assembly/layout';
import type { OpenScanner } from '../../traces';
import { type ReadingParts, scannerOpener } from '../../traces/node';

const dist = join(import.meta.dirname, '../../dist');
if (!existsSync(join(dist, 'scanner.wasm'))) throw new Error('dist/scanner.wasm is missing: run `npm run build` first');

/** As the build left them. */
export const READING_PARTS: ReadingParts = {
  scanner: join(dist, 'scanner.wasm'),
  worker: join(dist, 'reading-worker.js'),
};

const shared = scannerOpener(READING_PARTS.scanner)();
let scanned = 0;

/** The span scanner; one for all, so that what an earlier test left in its memory is there. */
export const openScanner: OpenScanner = () => ({
  ...shared,
  scan: (...args) => counted(() => shared.scan(...args)),
  scanMessages: (...args) => counted(() => shared.scanMessages(...args)),
});

/** How many spans it has read. */
export function scannedSpans(): number {
  return scanned;
}

function counted(scan: () => number): number {
  const rows = () => new DataView(shared.memory.buffer).getUint32(ROW_COUNT, true);
  const before = rows();
  const why = scan();
  scanned += rows() - before;
  return why;
}
