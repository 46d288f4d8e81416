import type { FetchRequest } from '../engine';
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

// Reading alone, from memory: collector-style OTLP JSON lines of about 900 bytes a span against one JSON.parse for
// each line in the same process (with and without making columns of it), the same with keys in any order and with spaces, and as protobuf. Each is run five
// times; the best one is printed. Then the index: grouping, ordering and resolving what was read.

const SPANS_PER_LINE = 10;
const lines = Number(process.argv[2] ?? 8000);

const REQUEST: FetchRequest = {
  span: ['db.query.text', 'http.response.status_code', 'tenant.id'],
  event: [],
  link: [],
  resource: ['service.name'],
  instrumentation: [],
  statusMessage: false,
  events: true,
  links: true,
};

/** Deterministic noise (mulberry32). */
let state = 42;
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

function hex(digits: number): string {
  let text = '';
  while (text.length < digits) text += random(0x1_0000).toString(16).padStart(4, '0');
  return text;
}

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const int = (key: string, value: number) => ({ key, value: { intValue: String(value) } });

function spanOf(traceId: string, parentSpanId: string, i: number): Record<string, unknown> {
  const start = 1_729_260_300_000_000_000n + BigInt(i) * 1_000_003n;
  return {
    traceId,
    spanId: hex(16),
    parentSpanId,
    flags: 256,
    name: ['GET /orders', 'database.query', 'cache.get', 'render'][i % 4],
    kind: 1 + (i % 3),
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 500_000n),
    attributes: [
      text('http.request.method', 'GET'),
      text('url.path', `/orders/${random(5000)}`),
      int('http.response.status_code', 200),
      text('network.protocol.version', '1.1'),
      text('server.address', 'orders.internal'),
      int('server.port', 8080),
      text('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64) order-client'),
      text('db.query.text', `select * from orders_${random(50)} where tenant = $1 and id = $2`),
      text('tenant.id', `tenant-${random(1000)}`),
    ],
    status: {},
  };
}

function lineOf(i: number): Record<string, unknown> {
  const traceId = hex(32);
  const parent = hex(16);
  const resource = {
    attributes: [
      text('service.name', `order-api-${i % 7}`),
      text('service.version', '1.2.3'),
      text('host.name', 'node-1'),
    ],
  };
  const spans = Array.from({ length: SPANS_PER_LINE }, (_, k) =>
    spanOf(traceId, k === 0 ? '' : parent, i * SPANS_PER_LINE + k),
  );
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'http', version: '1' }, spans }] }] };
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [random(1000), key, shuffled(item)] as const);
  return Object.fromEntries(entries.sort((a, b) => a[0] - b[0]).map(([, key, item]) => [key, item]));
}

const documents = Array.from({ length: lines }, (_, i) => lineOf(i));
const usual = Buffer.from(documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
const mixed = Buffer.from(
  documents.map((document) => `${JSON.stringify(shuffled(document), null, 1).replaceAll('\n', ' ')}\n`).join(''),
);
const protobuf = Buffer.concat(documents.map((document) => encodeTraces(document)));
const spans = lines * SPANS_PER_LINE;

/** Processor time, since the machine has other things to do; the best of five is the least disturbed. */
function best(run: () => void): number {
  const times = [0, 1, 2, 3, 4].map(() => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

function parseLines(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    JSON.parse(bytes.toString('utf8', at, end));
    at = end + 1;
  }
}

type Json = Record<string, never>;

/** What a reader on JSON.parse has to do on top to get the same columns. */
function parseIntoColumns(bytes: Buffer): number {
  const codes = new Map<string, number>();
  const code = (value: string) => {
    const known = codes.get(value);
    if (known !== undefined) return known;
    codes.set(value, codes.size + 1);
    return codes.size;
  };
  const columns: number[][] = Array.from({ length: 12 }, () => []);
  const find = (attributes: Json[], key: string) => {
    const value = attributes.find((attribute) => attribute.key === key)?.value as Json | undefined;
    return value === undefined ? 0 : code(String(Object.values(value)[0]));
  };
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    for (const block of JSON.parse(bytes.toString('utf8', at, end)).resourceSpans) {
      const service = find(block.resource.attributes, 'service.name');
      for (const { spans: list } of block.scopeSpans) {
        for (const span of list) {
          const start = BigInt(span.startTimeUnixNano);
          const stop = BigInt(span.endTimeUnixNano);
          const row = [
            code(span.traceId),
            code(span.spanId),
            code(span.parentSpanId),
            code(span.name),
            span.kind,
            service,
          ];
          row.push(Number(start / 1_000_000_000n), Number(start % 1_000_000_000n), Number(stop - start));
          for (const key of REQUEST.span) row.push(find(span.attributes, key));
          row.forEach((value, column) => {
            columns[column]!.push(value);
          });
        }
      }
    }
    at = end + 1;
  }
  return columns[0]!.length;
}

const CHUNK = 1 << 20;

function read(bytes: Uint8Array, open: (context: ReadContext) => TraceReader): ColumnsBuilder {
  const builder = new ColumnsBuilder(REQUEST);
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

function report(name: string, bytes: number, milliseconds: number, parse?: number): void {
  const speed = `${(bytes / milliseconds / 1e6).toFixed(2)} GB/s  ${(spans / milliseconds / 1e3).toFixed(2)} M spans/s`;
  console.log(
    `${name.padEnd(36)}${milliseconds.toFixed(0).padStart(6)} ms  ${speed}${parse ? `  ${(parse / milliseconds).toFixed(1)}× JSON.parse` : ''}`,
  );
}

console.log(`${spans} spans, ${(usual.length / spans).toFixed(0)} bytes a span, one thread`);
for (const [name, bytes] of [
  ['usual order', usual],
  ['any order and spacing', mixed],
] as const) {
  const parse = best(() => parseLines(bytes));
  report(`JSON.parse, ${name}`, bytes.length, parse);
  const columns = best(() => parseIntoColumns(bytes));
  report('  and into columns', bytes.length, columns);
  report(
    `OTLP JSON, ${name}`,
    bytes.length,
    best(() => read(bytes, (context) => new OtlpJsonReader(context))),
    parse,
  );
}
report(
  'OTLP protobuf',
  protobuf.length,
  best(() => read(protobuf, (context) => new OtlpProtobufReader(context))),
);

const builders = [0, 1, 2, 3, 4].map(() => read(usual, (context) => new OtlpJsonReader(context)));
report(
  'index',
  0,
  best(() => builders.pop()!.build()),
);
