import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpanFlag } from '../../engine';
import { describeStore } from '../support/describe-store';
import { encodeMessage, encodeTraces, type Field } from '../support/encode-otlp';
import { fetching, fetchingKeys } from '../support/fetch-request';
import { scannedSpans } from '../support/open-scanner';
import { fetchEverything } from '../support/store';
import { readJson, readProtobuf } from './reading';

const KEYS = ['k', 'tenant.id', 'service.name', 'otel.scope.name', 'otel.scope.version'];
const REQUEST = fetchingKeys(KEYS);
const ONE_KEY = fetching({ span: ['tenant.id'], resource: ['service.name'] });

const few = (size: number) => fc.constantFrom('1', '2', 'a', 'f').map((digit) => digit.repeat(size * 2));
const id = (size: number) =>
  fc.oneof(
    few(size),
    fc.constantFrom('', 'abcd', '0'.repeat(size * 2)),
    fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => Buffer.from(bytes).toString('hex')),
  );
const nanoseconds = fc
  .oneof(
    fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    fc.constant(1_700_000_000_999_999_999n),
    fc.bigInt({ min: 0n, max: 3_000_000_000n }),
  )
  .map(String);
const text = fc.constantFrom('', 'x', 'order-api', 'é𝄞', '1', 'a'.repeat(200));
const count = fc.option(fc.constantFrom(0, 1), { nil: undefined });

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    text.map((stringValue) => ({ stringValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }).map((intValue) => ({ intValue: String(intValue) })),
    fc.constantFrom('-1', '0', '42').map((intValue) => ({ intValue })),
    fc
      .double()
      .map((doubleValue) => ({ doubleValue: Number.isFinite(doubleValue) ? doubleValue : String(doubleValue) })),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
    fc.constant({}),
    fc.array(tie('any'), { maxLength: 2 }).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.record({ key: text, value: tie('any') }), { maxLength: 2 })
      .map((values) => ({ kvlistValue: { values } })),
  ),
})).any;

const attributes = fc.array(fc.record({ key: fc.constantFrom(...KEYS, 'other'), value }, { requiredKeys: ['key'] }), {
  maxLength: 3,
});
const optional = { requiredKeys: [] };
const span = fc.record(
  {
    traceId: id(16),
    spanId: id(8),
    parentSpanId: id(8),
    traceState: fc.constantFrom('', 'ot=th:8', 'ot=th:0'),
    name: text,
    kind: fc.nat(6),
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
    attributes,
    droppedAttributesCount: count,
    events: fc.array(
      fc.record({ timeUnixNano: nanoseconds, name: text, attributes, droppedAttributesCount: count }, optional),
      { maxLength: 2 },
    ),
    droppedEventsCount: count,
    links: fc.array(fc.record({ traceId: id(16), spanId: id(8), attributes }, optional), { maxLength: 2 }),
    droppedLinksCount: count,
    status: fc.record({ code: fc.nat(3), message: text }, optional),
  },
  optional,
);
const scope = fc.record({ name: text, version: text, attributes, droppedAttributesCount: count }, optional);
const document = fc.record({
  resourceSpans: fc.array(
    fc.record(
      {
        resource: fc.record({ attributes, droppedAttributesCount: count }, optional),
        scopeSpans: fc.array(fc.record({ scope, spans: fc.array(span, { maxLength: 3 }) }, optional), { maxLength: 2 }),
      },
      optional,
    ),
    { maxLength: 3 },
  ),
});

function comparable(store: Parameters<typeof describeStore>[0]): string {
  return JSON.stringify(describeStore(store, KEYS));
}

describe('protobuf', () => {
  it.each([
    ['columns', REQUEST],
    ['columns and what begins so', fetchingKeys(KEYS, { prefixes: ['oth', 'tenant.id'] })],
    ['everything', fetchingKeys(KEYS, { prefixes: [''] })],
  ])('gives what JSON gives, in pieces of any size: %s', (_, request) => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 3000 }), (traces, pieces) => {
        const json = JSON.stringify(traces, (key, item) => (isIrregular(key, item) ? undefined : item));
        const model = JSON.parse(json);
        const bytes = encodeTraces(model);
        const expected = comparable(readJson(json, { request }).store);
        expect(comparable(readProtobuf(bytes, { request }).store)).toBe(expected);
        expect(comparable(readProtobuf(bytes, { request, pieces }).store)).toBe(expected);
      }),
      { numRuns: 150, seed: 1, endOnFailure: true },
    );
  });

  it('is read alike with the scanner and without: spans, names and attributes, problems', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 3000 }), fc.nat(), (traces, pieces, seed) => {
        const bytes = encodeTraces(traces);
        // sometimes one byte is another one
        if (seed % 2 === 1 && bytes.length > 0) bytes[(seed >> 9) % bytes.length] = seed >> 1;
        const request = seed % 3 === 0 ? ONE_KEY : REQUEST;
        const catalog = seed % 5 === 0;
        const expected = readProtobuf(bytes, { request, catalog, plainly: true });
        const found = readProtobuf(bytes, { request, catalog, pieces });
        expect(comparable(found.store)).toBe(comparable(expected.store));
        expect(found.problems).toEqual(expected.problems);
        expect(found.catalog).toEqual(expected.catalog);
        expect(Array.from(found.store.spans.offset)).toEqual(Array.from(expected.store.spans.offset));
        expect(found.tally).toEqual(expected.tally);
      }),
      { numRuns: 300, seed: 2, endOnFailure: true },
    );
  });

  it('has lists of texts, numbers and booleans read by the scanner, others without it', () => {
    const integers = ['-1', '0', '300', '-9007199254740991', '9007199254740991'].map((intValue) => ({ intValue }));
    const scalars = [
      { stringValue: 'é𝄞' },
      { boolValue: true },
      { boolValue: false },
      { doubleValue: -1.5 },
      {},
      ...integers,
    ];
    const long = { stringValue: 'x'.repeat(300) };
    const cases: readonly [object[], boolean][] = [
      [scalars, true],
      [[long, long], true],
      [
        [
          { stringValue: 'plain' },
          { stringValue: '' },
          { stringValue: 'x'.repeat(125) },
          { intValue: '5' },
          { intValue: '562949953421311' },
        ],
        true,
      ],
      [[], true],
      [[{ intValue: '9007199254740992' }], false],
      [[{ bytesValue: 'AQI=' }], false],
      [[{ arrayValue: { values: [] } }], false],
    ];
    for (const [values, isRead] of cases) {
      const attributes = [{ key: 'k', value: { arrayValue: { values } } }];
      const one = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes };
      const bytes = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [one] }] }] });
      const before = scannedSpans();
      const { store } = readProtobuf(bytes, { request: REQUEST });
      expect(scannedSpans() - before).toBe(isRead ? 1 : 0);
      expect(comparable(store)).toBe(comparable(readProtobuf(bytes, { request: REQUEST, plainly: true }).store));
    }
  });

  it('knows resources and scopes again that are written alike', () => {
    const attributes = (value: string) => [{ key: 'k', value: { stringValue: value } }];
    const blockOf = (value: string, droppedAttributesCount: number) => ({
      resource: { attributes: attributes(value), droppedAttributesCount },
      scopeSpans: [{ scope: { name: value, droppedAttributesCount: 0 }, spans: [{ name: value }] }],
    });
    const blocks = [blockOf('a', 0), blockOf('b', 1), blockOf('a', 0), blockOf('b', 1), blockOf('b', 0)];
    for (const catalog of [false, true]) {
      const { store, ...read } = readProtobuf(encodeTraces({ resourceSpans: blocks }), { request: REQUEST, catalog });
      const found = Array.from(store.spans.offset, (offset, row) => ({
        offset,
        resource: store.values.value(store.column('resource', 'k')![store.spans.resource[row]!]!),
        scope: store.values.value(
          store.column('instrumentation', 'otel.scope.name')![store.spans.instrumentation[row]!]!,
        ),
        dropped: store.spans.flags[row]! & SpanFlag.droppedAttributes,
      })).toSorted((a, b) => a.offset - b.offset);
      expect(found).toMatchObject(
        blocks.map(({ resource, scopeSpans: [{ scope }] }) => ({
          resource: scope.name,
          scope: scope.name,
          dropped: resource.droppedAttributesCount,
        })),
      );
      expect(store.resourceCount).toBe(2);
      expect(read.catalog?.attributes.find(({ scope, key }) => scope === 'resource' && key === 'k')?.count ?? 5).toBe(
        5,
      );
    }
  });

  it('leaves the scanner what is usual', () => {
    const attributes = ['k', 'x'].flatMap((key) => [
      { key, value: { stringValue: 'a'.repeat(300) } },
      { key, value: { intValue: '-7' } },
      { key, value: { doubleValue: 0.5 } },
      { key, value: { boolValue: true } },
      { key, value: {} },
    ]);
    const usual = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'n', traceState: 'x=y', attributes };
    const events = [{ name: 'e', timeUnixNano: '7', attributes, droppedAttributesCount: 3 }, {}];
    const status = { code: 2, message: 'why' };
    const spans = [
      usual,
      { ...usual, events, status },
      { ...usual, links: [{}] },
      { ...usual, droppedLinksCount: 300 },
    ];
    const before = scannedSpans();
    const bytes = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(readProtobuf(bytes, { request: REQUEST }).store.spans.count).toBe(4);
    // all but the one with a link
    expect(scannedSpans() - before).toBe(3);
  });

  it('says where a span is by the offset of its tag', () => {
    const traces = { resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'one' }, { name: 'two' }] }] }] };
    const bytes = encodeTraces(traces);
    const { store } = readProtobuf(bytes, { request: REQUEST, pieces: 3 });
    expect([...store.spans.offset].map((offset) => bytes[offset])).toEqual([0x12, 0x12]);
    expect([...store.spans.line]).toEqual([0, 0]);
  });

  const FOLDER = join(import.meta.dirname, '../../../shared/data/traces/otlp2parquet');
  it.skipIf(!existsSync(FOLDER)).each([
    ['trace.json', 'trace.pb'],
    ['traces.jsonl', 'traces.pb'],
  ])('%s and %s, written by others, are the same', (json, protobuf) => {
    const written = readFileSync(join(FOLDER, json), 'utf8');
    const request = fetchEverything(written);
    const store = readJson(written, { request }).store;
    expect(store.spans.count).toBeGreaterThan(0);
    expect(describeStore(readProtobuf(readFileSync(join(FOLDER, protobuf)), { request }).store, request.span)).toEqual(
      describeStore(store, request.span),
    );
  });
});

/** Ids that are none are told apart by how they are written, which differs. */
function isIrregular(key: string, item: unknown): boolean {
  return /^(trace|span|parentSpan)Id$/.test(key) && (item === 'abcd' || item === '' || /^0+$/.test(String(item)));
}

describe('broken protobuf', () => {
  const spanNamed = (name: string): Field => [
    2,
    {
      message: [
        [1, { bytes: new Uint8Array(16).fill(1) }],
        [2, { bytes: Buffer.from(name.padEnd(8)) }],
        [5, { text: name }],
      ],
    },
  ];
  const block = (...spans: Field[]): Field => [1, { message: [[2, { message: spans }]] }];
  const names = (bytes: Uint8Array) => {
    const { store, problems } = readProtobuf(bytes, { request: REQUEST });
    return { names: [...store.spans.name].map((code) => store.values.value(code)), problems };
  };

  it('costs the span that it is in', () => {
    const bad: Field = [2, { bytes: Uint8Array.of(0x0a, 0x7f, 1) }];
    const found = names(encodeMessage([block(spanNamed('a'), bad, spanNamed('b'))]));
    expect(found.names).toEqual(['a', 'b']);
    expect(found.problems).toMatchObject([
      { line: null, what: 'a field longer than what it is in', skipped: 'the span' },
    ]);
  });

  it.each([
    ['the span’s own', Uint8Array.of(0x5a, 0x00, 0x30, 0x80)],
    ['an event’s', Uint8Array.of(0x5a, 0x02, 0x20, 0x80, 0x30, 0x01)],
    ['the status’s', Uint8Array.of(0x7a, 0x02, 0x18, 0x80, 0x00)],
    ['an attribute’s value’s', Uint8Array.of(0x4a, 0x07, 0x0a, 0x01, 0x6b, 0x12, 0x02, 0x18, 0x80, 0x30, 0x01)],
  ])('costs the span where a varint goes on behind the end of what it is in: %s', (_, written) => {
    const bytes = encodeMessage([block(spanNamed('a'), [2, { bytes: written }], spanNamed('b'))]);
    for (let pieces = 1; pieces <= bytes.length; pieces++) {
      const { store, problems } = readProtobuf(bytes, { request: REQUEST, pieces });
      expect([...store.spans.name].map((code) => store.values.value(code))).toEqual(['a', 'b']);
      expect(problems).toMatchObject([{ what: 'a field longer than what it is in', skipped: 'the span' }]);
    }
  });

  it('in an attribute that nobody asked for is passed over, with a catalog and without', () => {
    const attribute = Uint8Array.of(0x4a, 0x09, 0x0a, 0x01, 0x78, 0x12, 0x04, 0x12, 0x7f, 0x00, 0x00);
    const bytes = encodeMessage([block([2, { bytes: attribute }])]);
    for (const catalog of [false, true]) {
      const { store, problems } = readProtobuf(bytes, { request: REQUEST, catalog });
      expect(store.spans.count).toBe(1);
      expect(problems.map(({ skipped }) => skipped)).not.toContain('the span');
    }
  });

  it('costs the rest of the resource’s spans where the walk is lost', () => {
    const bad: Field = [
      1,
      {
        message: [
          [2, { message: [spanNamed('a')] }],
          [2, { bytes: Uint8Array.of(0x12, 0x7f) }],
          [2, { message: [spanNamed('x')] }],
        ],
      },
    ];
    const found = names(encodeMessage([bad, block(spanNamed('b'))]));
    expect(found.names).toEqual(['a', 'b']);
    expect(found.problems).toMatchObject([{ skipped: 'the rest of the resource’s spans' }]);
  });

  it('cut or changed anywhere neither throws nor hangs', () => {
    const bytes = encodeMessage([block(spanNamed('a'), spanNamed('b')), block(spanNamed('c'))]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const found = names(Uint8Array.from(bytes.subarray(0, cut)));
      expect(['a', 'b', 'c'].slice(0, found.names.length)).toEqual(found.names);
    }
    for (let at = 0; at < bytes.length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        const changed = Uint8Array.from(bytes);
        changed[at] = byte;
        expect(names(changed).names.length).toBeLessThanOrEqual(4);
      }
    }
  });

  it('says that it was cut', () => {
    const bytes = encodeMessage([block(spanNamed('a'), spanNamed('b'))]);
    expect(names(Uint8Array.from(bytes.subarray(0, bytes.length - 1)))).toMatchObject({
      names: ['a'],
      problems: [{ what: 'the content ends inside a message: it was cut short' }],
    });
  });
});
