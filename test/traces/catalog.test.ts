import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CatalogCollector } from '../../traces/catalog/catalog-collector';
import { DictionaryBuilder } from '../../traces/columns/dictionary';
import { type LoadOptions, loadTraces, type TraceInput } from '../../traces/node';
import { encodeTraces } from '../support/encode-otlp';
import { fetching } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { otlpText, properOtlpText } from './arbitrary-otlp';

const REQUEST = fetching({ span: ['tenant.id'], resource: ['service.name'], events: true, links: true });

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): TraceInput {
  writeFileSync(join(folder, name), content);
  return { path: name, file: join(folder, name), named: true };
}

async function catalogOf(inputs: readonly TraceInput[], options: LoadOptions) {
  return (await loadTraces(inputs, REQUEST, { ...options, catalog: true })).catalog!;
}

async function expectSame(inputs: readonly TraceInput[], reversed: readonly TraceInput[] = inputs) {
  const expected = await catalogOf(inputs, {});
  for (const options of [
    { parts: READING_PARTS, threads: 1 },
    { parts: READING_PARTS, threads: 2, partLength: 400 },
    { parts: READING_PARTS, threads: 3, partLength: 5000 },
  ]) {
    expect(await catalogOf(inputs, options)).toEqual(expected);
    expect(await catalogOf(reversed, options)).toEqual(expected);
  }
  return expected;
}

/** One line with a few spans, of which each has values that no other has. */
function line(i: number): string {
  const attribute = (key: string, value: object) => ({ key, value });
  const span = (k: number) => ({
    traceId: (i + 1).toString(16).padStart(32, '0'),
    spanId: (k + 1).toString(16).padStart(16, '0'),
    name: `op ${k}`,
    attributes: [
      attribute('tenant.id', { stringValue: `t${i % 9}` }),
      attribute('id', { stringValue: `${i}/${k} ${'é'.repeat(k)}` }),
      attribute('number', { intValue: i * 10 + k }),
      attribute('ratio', { doubleValue: i / 8 }),
      attribute('quoted', { stringValue: `"${i}"\n` }),
      ...(i === 77
        ? [attribute('rare', { boolValue: true }), attribute('number', { stringValue: 'x'.repeat(300) })]
        : []),
      ...(i % 40 === 0 ? [attribute('list', { arrayValue: { values: [{ intValue: i }] } })] : []),
    ],
    events: k === 0 ? [{ name: 'e', attributes: [attribute('id', { intValue: i % 5 })] }] : [],
    links: k === 1 ? [{ traceId: 'b'.repeat(32), spanId: '1'.repeat(16), attributes: [attribute('id', {})] }] : [],
  });
  const resource = {
    attributes: [attribute('service.name', { stringValue: `s${i % 3}` }), attribute('pid', { intValue: i % 7 })],
  };
  const scope = { name: 'lib', attributes: [attribute('scope.id', { intValue: i % 2 })] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [span(0), span(1)] }] }] });
}

const lines = Array.from({ length: 200 }, (_, i) => line(i));

const framed = (text: string) => {
  const message = encodeTraces(JSON.parse(text));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message]);
};

describe('a catalog is the same', () => {
  it('on any number of threads, in parts of any length, for any order of files', async () => {
    const halves = (name: string): TraceInput[] => [
      file(`${name} a.jsonl`, lines.slice(0, 120).join('\n')),
      file(`${name} b.jsonl`, lines.slice(120).join('\n')),
    ];
    const [front, back] = halves('h');
    const { attributes } = await expectSame([front!, back!], [back!, front!]);
    const found = (key: string, scope = 'span') => attributes.find((one) => one.key === key && one.scope === scope)!;
    expect(found('id')).toMatchObject({ count: 400, types: ['string'], moreValues: true });
    expect(found('id').values).toHaveLength(20);
    expect(found('number')).toMatchObject({ count: 402, types: ['int', 'string'], moreValues: true });
    expect(found('ratio')).toMatchObject({ types: ['double', 'int'], moreValues: true });
    expect(found('rare')).toMatchObject({ count: 2, values: [true], moreValues: false });
    expect(found('list')).toMatchObject({ count: 10, types: ['array'], moreValues: false });
    expect(found('list').values).toHaveLength(5);
    expect(found('tenant.id').values).toEqual(Array.from({ length: 9 }, (_, i) => `t${i}`));
    expect(found('id', 'event')).toMatchObject({ count: 200, values: [0, 1, 2, 3, 4] });
    expect(found('id', 'link')).toMatchObject({ count: 200, types: [], values: [], moreValues: false });
    expect(found('service.name', 'resource')).toMatchObject({ count: 200, values: ['s0', 's1', 's2'] });
    expect(found('scope.id', 'instrumentation')).toMatchObject({ count: 200, values: [0, 1] });
  });

  it('in JSON and in protobuf', async () => {
    const json = await expectSame([file('same.jsonl', lines.join('\n'))]);
    expect(await expectSame([file('same.pb', Buffer.concat(lines.map(framed)))])).toEqual(json);
  });

  it('whatever the order of lines', async () => {
    const json = await expectSame([file('forth.jsonl', lines.join('\n'))]);
    expect(await expectSame([file('back.jsonl', [...lines].reverse().join('\n'))])).toEqual(json);
  });

  it.each([
    ['as they may be', otlpText],
    ['as they should be', properOtlpText],
  ])('of generated documents %s', async (name, texts) => {
    const drawn = fc.sample(fc.array(texts, { minLength: 15, maxLength: 15 }), { numRuns: 6, seed: 11 });
    for (const [i, text] of drawn.entries()) await expectSame([file(`${name} ${i}.json`, text.join('\n'))]);
  });
});

describe('what several saw of parts', () => {
  const MOST = 4;
  const key = fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 3 })).map((i) => `k${i}`);
  const value = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 60 }).map((i) => `v${i}`),
    fc.constantFrom('', 'x'.repeat(201), true, 2n ** 63n, [1, 'a'], Number.NaN, -1, 0.5, null),
  );
  const seen = fc.array(fc.tuple(key, value), { maxLength: 300 });

  type Seen = readonly (readonly [string, string | number | boolean | bigint | readonly (string | number)[] | null])[];

  /** What a collector with room for a few keys saw. */
  function collect(seenHere: Seen): CatalogCollector {
    const values = new DictionaryBuilder();
    const collector = new CatalogCollector(values, MOST);
    for (const [name, what] of seenHere) {
      const bytes = Buffer.from(name);
      const sample = collector.scope('span').sample(bytes, 0, bytes.length);
      const { lookedAt } = collector;
      if (sample !== undefined) collector.saw(sample, lookedAt, what === null ? 0 : lookedAt.intern(what));
      collector.commit();
    }
    return collector;
  }

  const normal = (collector: CatalogCollector) =>
    collector.pack().map((scope) => ({
      ...scope,
      attributes: scope.attributes
        .map((one) => ({ ...one, types: [...one.types].sort() }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    }));

  it('is, taken together, what one would have seen of all, however they were cut', () => {
    const property = fc.property(seen, fc.array(fc.nat(300), { maxLength: 4 }), (all, cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), all.length];
      const together = collect([]);
      for (let i = at.length - 1; i > 0; i--) together.absorb(collect(all.slice(at[i - 1], at[i])).pack());
      expect(normal(together)).toEqual(normal(collect(all)));
      expect(normal(collect(all.toReversed()))).toEqual(normal(collect(all)));
    });
    fc.assert(property, { numRuns: 300, seed: 3 });
  });

  it('is counted for as many keys as there is room for, always the same ones', () => {
    const property = fc.property(seen, (all) => {
      const [scope] = collect(all).pack();
      const counts = new Map<string, number>();
      for (const [name] of all) counts.set(name, (counts.get(name) ?? 0) + 1);
      expect(scope?.attributes.length ?? 0).toBe(Math.min(MOST, counts.size));
      expect(scope?.moreKeys ?? false).toBe(counts.size > MOST);
      for (const one of scope?.attributes ?? []) expect(one.count).toBe(counts.get(one.key));
    });
    fc.assert(property, { numRuns: 200, seed: 4 });
  });
});
