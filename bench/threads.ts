import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { encodeTraces } from '../test/support/encode-otlp';
import { loadTraces, type ReadingParts } from '../traces/node';
import { documentOf, REQUEST, SPANS_PER_LINE, usualLine } from './support/otlp-lines';
import { forEachLineOf, ParsedColumns } from './support/parse-json';

// Reading a file of about 300 MB (1 GB with --large), and the same as protobuf messages behind lengths, on one thread and on two, against
// JSON.parse into columns on as many: until the last part is in columns, and with the index, which JSON.parse is spared. By the
// clock, the best of five in turn: it needs a machine with nothing else to do.

const lines = process.argv.includes('--large') ? 110_000 : 33_000;
const parts: ReadingParts = { scanner: resolve('dist/scanner.wasm'), worker: resolve('dist/reading-worker.js') };

interface Range {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

function parse({ file, start, end }: Range): number {
  const columns = new ParsedColumns(REQUEST.span);
  forEachLineOf(file, start, end, (line) => columns.add(line));
  return columns.rows;
}

async function parseOnThreads(file: string, threads: number): Promise<number> {
  const { size } = statSync(file);
  const ranges = Array.from({ length: threads }, (_, i) => ({
    file,
    start: Math.floor((size * i) / threads),
    end: Math.floor((size * (i + 1)) / threads),
  }));
  if (threads === 1) return parse(ranges[0]!);
  const counts = ranges.map(
    (range) =>
      new Promise<number>((resolve, reject) => {
        new Worker(__filename, { workerData: range }).on('message', resolve).on('error', reject);
      }),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** How many spans there were, and when the last of them were in columns. */
async function read(file: string, threads: number): Promise<{ spans: number; inColumns: number }> {
  let inColumns = Number.NaN;
  const onProgress = () => {
    inColumns = performance.now();
  };
  const { store } = await loadTraces([{ path: file, file, named: true }], REQUEST, { parts, threads, onProgress });
  return { spans: store.spans.count, inColumns };
}

/** Milliseconds at best, until all is in columns and until all is done. */
interface Best {
  columns: number;
  all: number;
}

type Run = () => Promise<number | { readonly spans: number; readonly inColumns: number }>;

async function bestOf(runs: readonly Run[]): Promise<readonly Best[]> {
  const best = runs.map((): Best => ({ columns: Number.POSITIVE_INFINITY, all: Number.POSITIVE_INFINITY }));
  for (let turn = 0; turn < 5; turn++) {
    for (const [i, run] of runs.entries()) {
      const start = performance.now();
      const found = await run();
      const end = performance.now();
      const { spans, inColumns } = typeof found === 'number' ? { spans: found, inColumns: end } : found;
      if (spans !== lines * SPANS_PER_LINE) throw new Error(`${spans} spans`);
      best[i]!.columns = Math.min(best[i]!.columns, inColumns - start);
      best[i]!.all = Math.min(best[i]!.all, end - start);
    }
  }
  return best;
}

/** Writes bit by bit, since all at once is more than fits. */
function writeFiles(json: string, framed: string): void {
  const [toJson, toFramed] = [openSync(json, 'w'), openSync(framed, 'w')];
  for (let i = 0; i < lines; i++) {
    const document = documentOf(i);
    writeSync(toJson, usualLine(document));
    const message = encodeTraces(document);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length);
    writeSync(toFramed, Buffer.concat([length, message]));
  }
}

function report(name: string, milliseconds: number, beside = ''): void {
  const speed = `${((lines * SPANS_PER_LINE) / milliseconds / 1e3).toFixed(2)} M spans/s`;
  console.log(`${name.padEnd(40)}${milliseconds.toFixed(0).padStart(6)} ms  ${speed}  ${beside}`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const [json, framed] = [join(folder, 'traces.jsonl'), join(folder, 'traces.pb')];
    writeFiles(json, framed);
    console.log(`${lines * SPANS_PER_LINE} spans, ${(statSync(json).size / 1e6).toFixed(0)} MB`);
    for (const threads of [1, 2]) {
      const [parsed, ours, binary] = (await bestOf([
        () => parseOnThreads(json, threads),
        () => read(json, threads),
        () => read(framed, threads),
      ])) as [Best, Best, Best];
      const ratio = (milliseconds: number) => `${(parsed.all / milliseconds).toFixed(1)} ×`;
      report(`JSON.parse into columns, ${threads} thread(s)`, parsed.all);
      report('  OTLP JSON', ours.columns, ratio(ours.columns));
      report('    index included', ours.all, ratio(ours.all));
      report('  OTLP protobuf', binary.columns);
      report('    index included', binary.all);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMainThread) void main();
else parentPort!.postMessage(parse(workerData as Range));
