import { encodeTraces } from '../test/support/encode-otlp';
import {
  ColumnsBuilder,
  OtlpJsonReader,
  OtlpProtobufReader,
  ProblemList,
  type ReadContext,
  Tally,
  type TraceReader,
} from '../traces';
import { indexSpans } from '../traces/index/span-index';
import { scannerOpener } from '../traces/node';
import { documentOf, mixedLine, REQUEST, SPANS_PER_LINE, usualLine } from './support/otlp-lines';
import { forEachLine, ParsedColumns } from './support/parse-json';

// Reading alone, on one thread, from memory: collector-style OTLP JSON lines against one JSON.parse for each line in
// the same process (without and with making columns of it), the same with keys in any order and with spaces, and as
// protobuf. Each is run 15 times in turn; the best one is printed. Then the index: what was read, grouped and ordered.

const lines = Number(process.argv[2] ?? 8000);
const spans = lines * SPANS_PER_LINE;
const openScanner = scannerOpener('dist/scanner.wasm');

const documents = Array.from({ length: lines }, (_, i) => documentOf(i));
const usual = Buffer.from(documents.map(usualLine).join(''));
const mixed = Buffer.from(documents.map(mixedLine).join(''));
const protobuf = Buffer.concat(documents.map((document) => encodeTraces(document)));
documents.length = 0;

const CHUNK = 1 << 20;

function read(bytes: Uint8Array, open: (context: ReadContext) => TraceReader): ColumnsBuilder {
  const builder = new ColumnsBuilder(REQUEST, { openScanner });
  const reader = open({
    builder,
    file: builder.addFile('bench'),
    problems: new ProblemList('bench'),
    tally: new Tally(),
  });
  for (let at = 0; at < bytes.length; at += CHUNK) reader.write(bytes.subarray(at, at + CHUNK));
  reader.end();
  if (builder.spans.count !== spans) throw new Error(`read ${builder.spans.count} of ${spans} spans`);
  return builder;
}

/** Processor time in milliseconds, since the machine has other things to do. */
function cost(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The best of five of each, in turn, so that what disturbs one disturbs all. */
function bestOf(runs: readonly (() => void)[]): number[] {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < 15; turn++) {
    runs.forEach((run, i) => {
      best[i] = Math.min(best[i]!, cost(run));
    });
  }
  return best;
}

function report(name: string, bytes: number, milliseconds: number, beside = ''): void {
  const rate = bytes > 0 ? `${(bytes / milliseconds / 1e6).toFixed(2)} GB/s` : '';
  const speed = `${(spans / milliseconds / 1e3).toFixed(2)} M spans/s`;
  console.log(`${name.padEnd(34)}${milliseconds.toFixed(0).padStart(6)} ms  ${rate.padEnd(10)}${speed}  ${beside}`);
}

/** The bytes of all arrays in some data, each array's memory once. */
function byteLength(data: unknown, seen: Set<ArrayBufferLike> = new Set()): number {
  if (ArrayBuffer.isView(data)) {
    if (seen.has(data.buffer)) return 0;
    seen.add(data.buffer);
    return data.byteLength;
  }
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, item) => sum + byteLength(item, seen), 0);
}

console.log(`${spans} spans, ${(usual.length / spans).toFixed(0)} bytes a span, one thread`);
for (const [name, bytes] of [
  ['usual order', usual],
  ['any order and spacing', mixed],
] as const) {
  const [parse, columns, ours] = bestOf([
    () => forEachLine(bytes, JSON.parse),
    () => {
      const parsed = new ParsedColumns(REQUEST.span);
      forEachLine(bytes, (line) => parsed.add(line));
    },
    () => read(bytes, (context) => new OtlpJsonReader(context)),
  ]) as [number, number, number];
  report(`JSON.parse, ${name}`, bytes.length, parse);
  report('  and into columns', bytes.length, columns);
  const beside = `${(columns / ours).toFixed(1)} × into columns, ${(parse / ours).toFixed(1)} × JSON.parse alone`;
  report(`OTLP JSON, ${name}`, bytes.length, ours, beside);
}
const [binary] = bestOf([() => read(protobuf, (context) => new OtlpProtobufReader(context))]);
report('OTLP protobuf', protobuf.length, binary!);

const unordered = read(usual, (context) => new OtlpJsonReader(context));
const [order] = bestOf([() => indexSpans(unordered)]);
report('index: group, order, parents', 0, order!);
const builders = Array.from({ length: 15 }, () => read(usual, (context) => new OtlpJsonReader(context)));
const { store } = read(usual, (context) => new OtlpJsonReader(context)).build();
const [index] = bestOf([() => builders.pop()!.build()]);
report('  and the columns put in order at once', 0, index!);
const columns = REQUEST.span.map((key) => store.column('span', key));
const { traces, spans: ofSpans, events, links } = store;
console.log(
  `${(byteLength([traces, ofSpans, events, links, columns]) / spans).toFixed(1)} bytes a span, index and three attributes`,
);
