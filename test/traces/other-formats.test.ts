import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Parent, type TraceStore } from '../../engine';
import { ColumnsBuilder, ContentReader } from '../../traces';
import { fetchingKeys } from '../support/fetch-request';

const KEYS = [
  'service.name',
  'db.system',
  'n',
  'f',
  'b',
  'host',
  'otel.scope.name',
  'error',
  'http.path',
  'network.peer.port',
  'service.peer.name',
];
const REQUEST = fetchingKeys(KEYS);

function read(content: string | Uint8Array) {
  const builder = new ColumnsBuilder(REQUEST);
  const reader = new ContentReader(builder, { path: 'x', named: true });
  reader.write(typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content));
  reader.end();
  return { store: builder.build().store, summary: reader.summary(0), problems: reader.problems() };
}

function text(store: TraceStore, code: number): unknown {
  return code === 0 ? null : store.values.value(code);
}

function attributes(store: TraceStore, scope: 'span' | 'resource' | 'event' | 'instrumentation', row: number) {
  return Object.fromEntries(
    KEYS.flatMap((key) => {
      const code = store.column(scope, key)?.[row] ?? 0;
      return code === 0 ? [] : [[key, text(store, code)]];
    }),
  );
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const id = (store: TraceStore, row: number) => hex(store.spans.id.subarray(row * 8, row * 8 + 8));

/** What every format says of a span. */
function outline(store: TraceStore) {
  const { spans, traces } = store;
  return Array.from({ length: spans.count }, (_, row) => ({
    trace: hex(traces.id.subarray(spans.trace[row]! * 16, spans.trace[row]! * 16 + 16)),
    id: id(store, row),
    parent: spans.parent[row]! >= 0 ? id(store, spans.parent[row]!) : spans.parent[row] === Parent.none ? null : '?',
    name: text(store, spans.name[row]!),
    kind: spans.kind[row],
    status: spans.status[row],
    service: attributes(store, 'resource', spans.resource[row]!)['service.name'],
    start: `${spans.start.seconds[row]}.${spans.start.nanoseconds[row]}`,
    end: `${spans.end.seconds[row]}.${spans.end.nanoseconds[row]}`,
  }));
}

const JAEGER = {
  data: [
    {
      traceID: '00000000000000000000000000000abc',
      spans: [
        {
          traceID: 'abc',
          spanID: '1',
          operationName: 'GET /',
          references: [],
          startTime: 1700000000000001,
          duration: 5,
          tags: [
            { key: 'span.kind', type: 'string', value: 'server' },
            { key: 'n', type: 'int64', value: '9007199254740993' },
            { key: 'f', type: 'float64', value: 1.5 },
            { key: 'b', type: 'bool', value: true },
            { key: 'otel.scope.name', type: 'string', value: 'lib' },
          ],
          logs: [
            {
              timestamp: 1700000000000002,
              fields: [
                { key: 'event', type: 'string', value: 'e' },
                { key: 'n', type: 'int64', value: 7 },
              ],
            },
          ],
          processID: 'p1',
        },
        {
          traceID: 'abc',
          spanID: '2',
          operationName: 'query',
          references: [
            { refType: 'FOLLOWS_FROM', traceID: 'def', spanID: '9' },
            { refType: 'CHILD_OF', traceID: 'abc', spanID: '1' },
          ],
          startTime: 1700000000000003,
          duration: 1,
          tags: [
            { key: 'error', type: 'bool', value: true },
            { key: 'otel.status_description', type: 'string', value: 'why' },
          ],
          logs: [],
          processID: 'p2',
        },
      ],
      processes: { p1: { serviceName: 'api', tags: [{ key: 'host', type: 'string', value: 'h' }] } },
    },
  ],
};

describe('Jaeger JSON', () => {
  const json = JSON.stringify(JAEGER, null, 2);

  it('becomes what OpenTelemetry says of it', () => {
    const { store, summary, problems } = read(json);
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ format: 'jaeger-json', spans: 2 });
    const trace = 'abc'.padStart(32, '0');
    const [one, two] = ['1', '2'].map((digit) => digit.padStart(16, '0'));
    expect(outline(store)).toEqual([
      {
        trace,
        id: one,
        parent: null,
        name: 'GET /',
        kind: 2,
        status: 0,
        service: 'api',
        start: '1700000000.1000',
        end: '1700000000.6000',
      },
      {
        trace,
        id: two,
        parent: one,
        name: 'query',
        kind: 0,
        status: 2,
        service: undefined,
        start: '1700000000.3000',
        end: '1700000000.4000',
      },
    ]);
    expect(attributes(store, 'span', 0)).toEqual({ n: 9007199254740993n, f: 1.5, b: true });
    expect(attributes(store, 'instrumentation', store.spans.instrumentation[0]!)).toEqual({ 'otel.scope.name': 'lib' });
    expect(attributes(store, 'resource', store.spans.resource[0]!)).toEqual({ 'service.name': 'api', host: 'h' });
    expect(text(store, store.spans.statusMessage[1]!)).toBe('why');
    expect([text(store, store.events.name[0]!), attributes(store, 'event', 0)]).toEqual(['e', { n: 7 }]);
    expect(hex(store.links.traceId)).toBe('def'.padStart(32, '0'));
    // the process that it names is not there: what it lacks can't be known
    expect([...store.spans.flags]).toEqual([0, 1]);
  });

  it('gives all attributes to who wants them', () => {
    const builder = new ColumnsBuilder({ ...REQUEST, span: [], prefixes: [''] });
    const reader = new ContentReader(builder, { path: 'x', named: true });
    reader.write(new TextEncoder().encode(json));
    reader.end();
    const { store } = builder.build();
    const { first, keys, values } = store.listed!.span;
    const pairs = [...keys].map((key, at) => [text(store, key), text(store, values[at]!)]);
    expect(pairs.slice(0, first[1])).toEqual([
      ['n', 9007199254740993n],
      ['f', 1.5],
      ['b', true],
    ]);
  });

  it('keeps where its spans stand', () => {
    const { store } = read(json);
    const lines = [...store.spans.offset].map((offset) => json.slice(0, offset).split('\n').length);
    expect([...store.spans.line]).toEqual(lines);
    expect([...store.spans.offset].map((offset) => /"spanID": "(.)"/.exec(json.slice(offset))?.[1])).toEqual([
      '1',
      '2',
    ]);
  });

  it('cut anywhere is read up to the cut and says so', () => {
    for (let cut = 40; cut < json.length; cut += 7) {
      const { store, summary, problems } = read(json.slice(0, cut));
      expect(outline(store).map((span) => span.name)).toEqual(['GET /', 'query'].slice(0, store.spans.count));
      expect(problems.length > 0 || summary.format === null).toBe(true);
    }
  });
});

const call = (more: object) => ({
  traceId: 'a'.repeat(16),
  name: 'x',
  timestamp: 1700000000000001,
  duration: 10,
  ...more,
});

describe('Zipkin JSON', () => {
  const client = call({
    id: '1',
    kind: 'CLIENT',
    localEndpoint: { serviceName: 'web' },
    remoteEndpoint: { serviceName: 'api', port: 80 },
    tags: { 'http.path': '/' },
  });
  const server = call({
    id: '1',
    kind: 'SERVER',
    shared: true,
    timestamp: 1700000000000002,
    localEndpoint: { serviceName: 'api' },
    tags: { error: 'no' },
  });
  const child = call({
    id: '2',
    parentId: '1',
    timestamp: 1700000000000003,
    localEndpoint: { serviceName: 'api' },
    annotations: [{ timestamp: 1700000000000004, value: 'e' }],
  });
  const sibling = call({ id: '3', parentId: '1', timestamp: 1700000000000005, localEndpoint: { serviceName: 'web' } });

  it('gives the two sides of a call, which share an id, ids of their own', () => {
    const { store, summary, problems } = read(JSON.stringify([client, server, child, sibling]));
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ format: 'zipkin-json', spans: 4 });
    const [one, own, two, three] = outline(store);
    expect([one!.id, two!.id, three!.id]).toEqual(['1', '2', '3'].map((digit) => digit.padStart(16, '0')));
    expect([one!.parent, own!.parent, two!.parent, three!.parent]).toEqual([null, one!.id, own!.id, one!.id]);
    expect(own).toMatchObject({ kind: 2, status: 2, service: 'api', trace: 'a'.repeat(16).padStart(32, '0') });
    expect(attributes(store, 'span', 0)).toEqual({
      'http.path': '/',
      'network.peer.port': '80',
      'service.peer.name': 'api',
    });
    expect(text(store, store.events.name[0]!)).toBe('e');
  });

  it('is the same in arrays in an array, and whatever the order', () => {
    const forth = read(JSON.stringify([client, server, child, sibling]));
    const back = read(
      JSON.stringify([
        [sibling, child],
        [server, client],
      ]),
    );
    expect(outline(back.store)).toEqual(outline(forth.store));
  });

  it('leaves the server its id where the client is not there', () => {
    expect(outline(read(JSON.stringify([server])).store)).toMatchObject([{ id: '1'.padStart(16, '0'), parent: null }]);
  });

  it('cut anywhere is read up to the cut and says so', () => {
    const json = JSON.stringify([client, server, child, sibling]);
    for (let cut = 60; cut < json.length; cut += 5) {
      const { summary, problems } = read(json.slice(0, cut));
      expect(problems.length > 0 || summary.format === null).toBe(true);
    }
  });
});

describe('the same spans in two formats', () => {
  const FOLDER = join(import.meta.dirname, '../../../shared/data/traces');
  it.skipIf(!existsSync(FOLDER)).each([
    ['jaeger-ui/otlp2jaeger-in.json', 'jaeger-ui/otlp2jaeger-out.json'],
    ['jaeger-ui/otlp2jaeger-multi-in.json.txt', 'jaeger-ui/oltp2jaeger-multi-out.json'],
    ['perses/authenticate_error_otlp.json', 'perses/authenticate_error_jaeger.json'],
  ])('%s and %s agree', (otlp, jaeger) => {
    const micro = (time: string) => time.slice(0, time.indexOf('.') + 7);
    const spans = (file: string) =>
      outline(read(readFileSync(join(FOLDER, file))).store).map((span) => ({
        ...span,
        start: micro(span.start),
        end: '',
      }));
    expect(spans(jaeger)).toEqual(spans(otlp));
  });
});
