import { describe, expect, it } from 'vitest';
import { type AttributeRows, type FetchRequest, fewestPrefixes, isUnder, type TraceStore } from '../../engine';
import { ColumnsBuilder } from '../../traces';
import { encodeTraces } from '../support/encode-otlp';
import { fetching } from '../support/fetch-request';
import { scannedSpans } from '../support/open-scanner';
import { readPlainOtlp } from '../support/plain-otlp';
import { readJson, readProtobuf } from './reading';

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const DOCUMENT = {
  resourceSpans: [
    {
      resource: { attributes: [text('p.resource', 'not of a span')] },
      scopeSpans: [
        {
          spans: [
            [text('other', '1'), text('p', '2'), text('p.', '3'), text('p.a', '4'), text('pp.a', '5'), text('q', '6')],
            [],
            [text('p.a', 'first'), text('p.b', '7'), text('p.a', 'last'), { key: 'p.b', value: {} }],
            [{ key: 'p.c', value: { intValue: '8' } }, text('p.é', 'é'), text('', 'no key')],
          ].map((attributes, i) => ({
            traceId: 'a'.repeat(32),
            spanId: `${i + 1}`.repeat(16),
            name: 'n',
            startTimeUnixNano: String(i),
            attributes,
            events: [{ name: 'e', attributes }],
          })),
        },
      ],
    },
  ],
};
const JSON_TEXT = JSON.stringify(DOCUMENT);

function listed(store: TraceStore, rows: AttributeRows): string[][] {
  const value = (code: number) => String(store.values.value(code));
  return Array.from({ length: rows.first.length - 1 }, (_, row) =>
    Array.from({ length: rows.first[row + 1]! - rows.first[row]! }, (_, i) => {
      const at = rows.first[row]! + i;
      return `${value(rows.keys[at]!)}=${value(rows.values[at]!)}`;
    }),
  );
}

const plainly = (request: FetchRequest): TraceStore => {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(JSON_TEXT, builder);
  return builder.build().store;
};

const READERS: readonly (readonly [string, (request: FetchRequest) => TraceStore])[] = [
  ['the scanner', (request) => readJson(JSON_TEXT, { request }).store],
  ['the scanner and a catalog', (request) => readJson(JSON_TEXT, { request, catalog: true }).store],
  ['the reader of JSON', (request) => readJson(JSON_TEXT, { request, plainly: true }).store],
  ['JSON in pieces', (request) => readJson(JSON_TEXT, { request, pieces: 50 }).store],
  ['protobuf', (request) => readProtobuf(encodeTraces(DOCUMENT), { request }).store],
  ['protobuf and a catalog', (request) => readProtobuf(encodeTraces(DOCUMENT), { request, catalog: true }).store],
  ['JSON.parse', plainly],
];

describe.each(READERS)('what begins as requested is listed by %s', (_, read) => {
  it.each<[string, Partial<FetchRequest>, string[][]]>([
    ['under one prefix', { prefixes: ['p.'] }, [['p.=3', 'p.a=4'], [], ['p.a=last'], ['p.c=8', 'p.é=é']]],
    ['by the whole key', { prefixes: ['p.a'] }, [['p.a=4'], [], ['p.a=last'], []]],
    ['under two', { prefixes: ['oth', 'p.é'] }, [['other=1'], [], [], ['p.é=é']]],
    ['under none that is there', { prefixes: ['x.'] }, [[], [], [], []]],
    ['under one too long for the scanner', { prefixes: [`p.${'x'.repeat(200)}`, 'q'] }, [['q=6'], [], [], []]],
    ['under more than the scanner takes', { prefixes: ['a', 'b', 'c', 'd', 'e', 'q'] }, [['q=6'], [], [], []]],
    [
      'under every one',
      { prefixes: [''] },
      [['other=1', 'p=2', 'p.=3', 'p.a=4', 'pp.a=5', 'q=6'], [], ['p.a=last'], ['p.c=8', 'p.é=é', '=no key']],
    ],
  ])('%s', (_, parts, expected) => {
    const store = read(fetching({ events: true, ...parts }));
    expect(listed(store, store.listed!.span)).toEqual(expected);
    expect(listed(store, store.listed!.event)).toEqual(expected);
  });

  it('and is a column too where that is requested', () => {
    const keys = ['p.a', 'p.b', 'q'];
    const store = read(fetching({ span: keys, event: keys, events: true, prefixes: ['p.'] }));
    expect(listed(store, store.listed!.span)[2]).toEqual(['p.a=last']);
    const column = (scope: 'span' | 'event', key: string) =>
      Array.from(store.column(scope, key) ?? [], (code) => (code === 0 ? null : store.values.value(code)));
    for (const scope of ['span', 'event'] as const) {
      expect(column(scope, 'p.a')).toEqual(['4', null, 'last', null]);
      // what is said last is nothing
      expect(column(scope, 'p.b')).toEqual([]);
      expect(column(scope, 'q')).toEqual(['6', null, null, null]);
    }
  });
});

describe('what was listed of a span that was given up', () => {
  const attributes = [text('p.a', 'of what is broken')];
  const broken = { name: 'broken', attributes, events: [{ name: 'e', attributes }], status: {} };
  const usual = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'usual', events: [{ name: 'e' }] };
  const request = fetching({ events: true, prefixes: ['p.'] });
  const expectNothing = ({ store }: ReturnType<typeof readJson>) => {
    expect(store.spans.count).toBe(1);
    expect(listed(store, store.listed!.span)).toEqual([[]]);
    expect(listed(store, store.listed!.event)).toEqual([[]]);
  };

  it('is not the next one’s in JSON', () => {
    const [first, second] = [broken, usual].map((span) =>
      JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    );
    const cut = first!.replace('"status":{}', '"status":!');
    expectNothing(readJson(`${cut}\n${second}\n`, { request }));
    expectNothing(readJson(`${cut}\n${second}\n`, { request, plainly: true }));
  });

  it('is not the next one’s in protobuf', () => {
    const bytes = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [broken, usual] }] }] });
    // a status that is longer than its span
    const status = Buffer.from(bytes).lastIndexOf(Buffer.of(0x7a, 0), Buffer.from(bytes).indexOf('usual'));
    bytes[status + 1] = 0x7f;
    expectNothing(readProtobuf(bytes, { request }));
    expectNothing(readProtobuf(bytes, { request, plainly: true }));
  });
});

describe('prefixes', () => {
  it('leave the scanner all spans', () => {
    const before = scannedSpans();
    readJson(JSON_TEXT, { request: fetching({ span: ['p.a'], prefixes: ['db.query.parameter.', 'p.'] }) });
    expect(scannedSpans() - before).toBe(4);
  });

  it('are as few as say the same', () => {
    expect(fewestPrefixes(['b', 'a.b.', 'a.', 'a', 'b', 'c.'])).toEqual(['a', 'b', 'c.']);
    expect(fewestPrefixes(['x', '', 'y'])).toEqual(['']);
    expect(fewestPrefixes([])).toEqual([]);
  });

  it('cover what begins with them', () => {
    expect(isUnder(['a.', 'b'], 'b')).toBe(true);
    expect(isUnder(['a.', 'b'], 'a')).toBe(false);
    expect(isUnder([''], '')).toBe(true);
    expect(isUnder([], 'a')).toBe(false);
  });
});
