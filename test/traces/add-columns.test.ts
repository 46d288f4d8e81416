import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../engine';
import { addColumns, type LoadOptions, loadTraces, type TraceInput } from '../../traces/node';
import { describeStore } from '../support/describe-store';
import { fetching, fetchingKeys } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { KEYS, otlpText, properOtlpText } from './arbitrary-otlp';

const ALL = fetchingKeys(KEYS);
const NO_KEYS = fetchingKeys([]);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'add-columns-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): TraceInput {
  writeFileSync(join(folder, name), content);
  return { path: name, file: join(folder, name), named: true };
}

/** How files are read: as a whole, or in parts that threads take as they come. */
const WAYS: readonly LoadOptions[] = [
  { parts: READING_PARTS, threads: 1 },
  { parts: READING_PARTS, threads: 2, partLength: 700 },
  { parts: READING_PARTS, threads: 3, partLength: 3000 },
];

/** Whether columns were added; if so, the store is as if everything had been asked for at once. */
async function adds(
  inputs: readonly TraceInput[],
  before: FetchRequest,
  wanted: FetchRequest,
  [first, second]: readonly [LoadOptions, LoadOptions] = [WAYS[0]!, WAYS[0]!],
): Promise<boolean> {
  const loaded = await loadTraces(inputs, before, { ...first, grows: true });
  const without = describeStore(loaded.store, KEYS);
  const expected = await loadTraces(inputs, wanted, WAYS[0]);
  const added = await addColumns(loaded, inputs, before, wanted, second);
  expect(describeStore(loaded.store, KEYS)).toEqual(added ? describeStore(expected.store, KEYS) : without);
  if (added) {
    expect(loaded.problems).toEqual(expected.problems);
    expect(loaded.store.resourceCount).toBe(expected.store.resourceCount);
    expect(loaded.store.instrumentationCount).toBe(expected.store.instrumentationCount);
  }
  return added;
}

const span = (i: number, more: object = {}) => ({
  traceId: (i % 30).toString(16).padStart(32, 'a'),
  spanId: (i + 1).toString(16).padStart(16, '0'),
  name: `op ${i % 5}`,
  status: i % 6 === 0 ? { message: `failed ${i % 4}` } : {},
  startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt((i * 7919) % 1000) * 1000n),
  attributes: [
    { key: 'tenant.id', value: { stringValue: `t${i % 7}` } },
    ...(i % 4 === 0 ? [{ key: 'é', value: { arrayValue: { values: [{ intValue: i }] } } }] : []),
  ],
  events: i % 3 === 0 ? [{ name: 'e', attributes: [{ key: 'db.query.text', value: { intValue: i } }] }] : [],
  links:
    i % 10 === 0 ? [{ traceId: 'b'.repeat(32), spanId: '1'.repeat(16), attributes: [{ key: 'é', value: {} }] }] : [],
  ...more,
});

const documentOf = (spans: readonly object[], service: string) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ scope: { name: service.toUpperCase() }, spans }],
    },
  ],
});

/** Lines of three spans each, of traces that are spread over all of them. */
const lines = (from: number) =>
  Array.from({ length: 60 }, (_, i) =>
    JSON.stringify(
      documentOf(
        [0, 1, 2].map((k) => span(from + i * 3 + k)),
        `s${i % 3}`,
      ),
    ),
  ).join('\n');

const keys = (keysOf: Partial<FetchRequest>) => ({ ...NO_KEYS, ...keysOf });

describe('attributes that were not asked for at first', () => {
  it.each<[string, Partial<FetchRequest>, Partial<FetchRequest>]>([
    ['of spans', {}, { span: ['tenant.id', 'é'] }],
    [
      'of spans, beside others',
      { span: ['tenant.id'], resource: ['service.name'] },
      { span: ['tenant.id', 'é'], resource: ['service.name'] },
    ],
    ['of events', {}, { event: ['db.query.text'] }],
    ['of links', {}, { link: ['é'] }],
    ['of resources', { span: ['tenant.id'] }, { span: ['tenant.id'], resource: ['service.name'] }],
    ['of scopes', {}, { instrumentation: ['otel.scope.name'] }],
    ['by how their keys begin', { prefixes: ['db.'] }, { prefixes: ['d', 'tenant'] }],
    [
      'by how their keys begin, where some are there',
      { span: ['é'], prefixes: ['é'] },
      { span: ['é', 'tenant.id'], prefixes: ['te', 'é'] },
    ],
    ['all of them', { span: ['tenant.id'] }, { span: ['tenant.id'], prefixes: [''] }],
    ['and status messages', { statusMessage: false }, { span: ['é'] }],
    ['that nothing has', {}, { span: ['none'], resource: ['none'] }],
    ['nothing', { span: ['é'] }, { span: ['é'] }],
  ])('are there as if they had been: %s', async (name, before, wanted) => {
    const inputs = [file(`${name} a.jsonl`, lines(0)), file(`${name} b.jsonl`, lines(1000))];
    for (const first of WAYS)
      for (const second of WAYS) expect(await adds(inputs, keys(before), keys(wanted), [first, second])).toBe(true);
  });

  it('are there without the events and links that nobody asks for', async () => {
    const inputs = [file('plain.jsonl', lines(0))];
    const [before, wanted] = [fetching({ span: ['é'] }), fetching({ span: ['tenant.id', 'é'], prefixes: ['te'] })];
    expect(await adds(inputs, before, wanted)).toBe(true);
  });

  it('can be added over and over', async () => {
    const inputs = [file('often.jsonl', lines(0))];
    const loaded = await loadTraces(inputs, NO_KEYS, { ...WAYS[1], grows: true });
    let before = NO_KEYS;
    const some = [keys({ span: ['é'] }), keys({ span: ['é'], resource: ['service.name'], prefixes: ['t'] })];
    for (const wanted of [...some, { ...ALL, prefixes: ['t'] }, { ...ALL, prefixes: [''] }]) {
      expect(await addColumns(loaded, inputs, before, wanted, WAYS[2])).toBe(true);
      before = wanted;
    }
    const expected = await loadTraces(inputs, before, WAYS[0]);
    expect(describeStore(loaded.store, KEYS)).toEqual(describeStore(expected.store, KEYS));
  });

  it.each([
    ['as they may be', otlpText],
    ['as they should be', properOtlpText],
  ])('are there as if they had been, or nothing is done: documents %s', async (name, texts) => {
    let [added, number] = [0, 0];
    const some = fc.subarray([...KEYS]).map((chosen) => fetchingKeys(chosen));
    const property = fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), some, async (text, before) => {
      const input = file(`${name} ${number}.json`, text.join('\n'));
      const wanted = number % 3 === 0 ? { ...ALL, prefixes: ['db.', 't'] } : ALL;
      if (await adds([input], before, wanted, [WAYS[number % 2]!, WAYS[++number % 2]!])) added++;
    });
    await fc.assert(property, { numRuns: 40, seed: 5, endOnFailure: true });
    expect(added).toBeGreaterThan(0);
  });
});

describe('everything has to be read anew', () => {
  const input = () => file('anew.jsonl', lines(0));

  it.each<[string, Partial<FetchRequest>, Partial<FetchRequest>]>([
    ['for events', { events: false }, {}],
    ['for links', { links: false }, {}],
  ])('%s', async (_, before, wanted) => {
    expect(await adds([input()], keys(before), keys(wanted))).toBe(false);
  });

  it('where spans are seen twice: there may be a difference in what is new', async () => {
    const twice = JSON.stringify(documentOf([span(0), span(1), span(0, { attributes: [] })], 's'));
    expect(await adds([file('twice.json', twice)], NO_KEYS, ALL)).toBe(false);
  });

  it('where a value that is new can’t be read', async () => {
    const attributes = [{ key: 'db.query.text', value: { intValue: 'x' } }];
    const inputs = [file('bad.json', JSON.stringify(documentOf([span(0, { attributes })], 's')))];
    expect(await adds(inputs, NO_KEYS, ALL)).toBe(false);
    // but not for a problem that is known
    expect(await adds(inputs, keys({ span: ['db.query.text'] }), keys({ span: ['db.query.text', 'tenant.id'] }))).toBe(
      true,
    );
    const kind = [file('kind.json', JSON.stringify(documentOf([span(0, { kind: 9 }), span(1, { kind: 9 })], 's')))];
    expect(await adds(kind, NO_KEYS, ALL)).toBe(true);
  });

  it('where files are not what they were', async () => {
    const inputs = [input()];
    const loaded = await loadTraces(inputs, NO_KEYS, { ...WAYS[0], grows: true });
    input();
    expect(await addColumns(loaded, inputs, NO_KEYS, ALL, WAYS[0])).toBe(true);
    file('anew.jsonl', lines(1));
    expect(await addColumns(loaded, inputs, NO_KEYS, ALL, WAYS[0])).toBe(false);
    file('anew.jsonl', `${lines(0)}\n${lines(5)}`);
    expect(await addColumns(loaded, inputs, NO_KEYS, ALL, WAYS[0])).toBe(false);
  });

  it('where some of them were left out for want of room', async () => {
    const inputs = [input()];
    const loaded = await loadTraces(inputs, NO_KEYS, { ...WAYS[0], grows: true, hasRoom: () => false });
    expect(await addColumns(loaded, inputs, NO_KEYS, ALL, WAYS[0])).toBe(false);
    const whole = await loadTraces(inputs, NO_KEYS, { ...WAYS[0], grows: true });
    for (const way of WAYS)
      expect(await addColumns(whole, inputs, NO_KEYS, ALL, { ...way, hasRoom: () => false })).toBe(false);
  });

  it('where nobody said that there may be more', async () => {
    const inputs = [input()];
    const loaded = await loadTraces(inputs, NO_KEYS, WAYS[0]);
    expect(await addColumns(loaded, inputs, NO_KEYS, ALL, WAYS[0])).toBe(false);
  });
});
