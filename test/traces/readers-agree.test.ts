import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../engine';
import { ColumnsBuilder, OtlpJsonReader, ProblemList, Tally } from '../../traces';
import { describeStore } from '../support/describe-store';
import { fetching, fetchingKeys } from '../support/fetch-request';
import { openScanner, scannedSpans } from '../support/open-scanner';
import { readPlainOtlp } from '../support/plain-otlp';
import { KEYS, otlpText, properOtlpText } from './arbitrary-otlp';
import { readJson } from './reading';

const EVERYTHING = fetchingKeys(KEYS);

const LITTLE = fetching({ span: ['tenant.id'], resource: ['service.name'], events: true });

const ALL: FetchRequest = { ...LITTLE, prefixes: [''] };

/** One of which is a column too, some of which are keys themselves. */
const SOME: FetchRequest = { ...LITTLE, prefixes: ['__pro', 'db.query.text', 'oth', 'tenant.', 'é'] };

function plainly(text: string, request: FetchRequest): unknown {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(text, builder);
  return describeStore(builder.build().store, KEYS);
}

/** The catalog and the store of what a builder is given in pieces. */
function seen(builder: ColumnsBuilder, bytes: Uint8Array, pieces: number): unknown {
  const context = { builder, file: builder.addFile('x'), problems: new ProblemList('x'), tally: new Tally() };
  const reader = new OtlpJsonReader(context);
  for (let at = 0; at < bytes.length; at += pieces) reader.write(bytes.subarray(at, at + pieces));
  reader.end();
  const { store, catalog } = builder.build();
  return { catalog, store: describeStore(store, KEYS) };
}

describe.each([
  ['as they may be', otlpText],
  ['as they should be', properOtlpText],
])('documents %s', (_, texts) => {
  it.each([
    ['everything', EVERYTHING],
    ['little', LITTLE],
    ['all attributes', ALL],
    ['attributes whose keys begin so', SOME],
  ])('are read as JSON.parse reads them: %s', (_, request) => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 5000 }), (text, pieces) => {
        const expected = plainly(text, request);
        expect(describeStore(readJson(text, { request }).store, KEYS)).toEqual(expected);
        expect(describeStore(readJson(text, { request, pieces }).store, KEYS)).toEqual(expected);
        expect(describeStore(readJson(text, { request, pieces, plainly: true }).store, KEYS)).toEqual(expected);
      }),
      { numRuns: 60, seed: 1, endOnFailure: true },
    );
  });
});

describe('the scanner', () => {
  it('tells the same problems at the same places', () => {
    const property = fc.property(otlpText, fc.integer({ min: 20, max: 5000 }), (text, pieces) => {
      const expected = readJson(text, { request: EVERYTHING, plainly: true }).problems;
      expect(readJson(text, { request: EVERYTHING, pieces }).problems).toEqual(expected);
    });
    fc.assert(property, { numRuns: 60, seed: 2, endOnFailure: true });
  });

  it.each([
    ['little', LITTLE],
    ['all attributes', ALL],
    ['attributes whose keys begin so', SOME],
  ])('sees the same of names and attributes: %s', (_, request) => {
    const property = fc.property(properOtlpText, fc.integer({ min: 20, max: 5000 }), (text, pieces) => {
      // often enough that of some keys there are more values than are kept
      const repeated = new TextEncoder().encode(text.repeat(3));
      const expected = seen(new ColumnsBuilder(request, { catalog: true }), repeated, repeated.length);
      expect(seen(new ColumnsBuilder(request, { catalog: true, openScanner }), repeated, pieces)).toEqual(expected);
    });
    fc.assert(property, { numRuns: 60, seed: 4, endOnFailure: true });
  });

  it.each([
    [
      '{"values":[{"stringValue":"a"},{"stringValue":"ü\\u00e9\\n"},{"intValue":"7"},{"doubleValue":-1.5e3},{"boolValue":true},{}]}',
      true,
    ],
    ['{"values":[]}', true],
    [
      '{"values":[{"stringValue":"a"},{"stringValue":""},{"intValue":0},{"intValue":"120"},{"intValue":123456789012345}]}',
      true,
    ],
    [
      '{"values":[{"intValue":-7},{"intValue":"-0"},{"intValue":"007"},{"intValue":"1x"},{"intValue":1234567890123456}]}',
      true,
    ],
    ['{"values":[{"stringValue":"a"} ]}', true],
    ['{"values":[{"stringValue":"a","intValue":1}]}', true],
    ['{"values":[{"intValue":1,"x":2}]}', true],
    ['{"values":[{"intValue":1}],"x":1}', true],
    ['{"values":["a"]}', true],
    ['{}', true],
    [
      ' { "values" : [ {"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}]}} , null ] } ',
      true,
    ],
    ['{"values":[{"bytesValue":"AQI="}],"values":[{"stringValue":"last"}],"x":[true,false,null]}', true],
    ['{"values":[{"intValue":007}]}', false],
    ['{"values":[{"intValue":1.}]}', false],
    ['{"values":[{"stringValue":"\\x"}]}', false],
    ['{"values":[{"stringValue":"a"},]}', false],
    ['{"values":[{"stringValue":tru}]}', false],
    ['[{"stringValue":"a"}]', false],
    ['null', false],
    ['"x"', false],
    [`${'{"values":['.repeat(70)}${']}'.repeat(70)}`, false],
    [`${'{"values":[{"arrayValue":'.repeat(15)}{}${'}]}'.repeat(15)}`, true],
  ])('reads lists and maps that are JSON for certain, and no others: %s', (value, isRead) => {
    for (const field of ['arrayValue', 'kvlistValue']) {
      const span = `{"traceId":"${'a'.repeat(32)}","spanId":"${'b'.repeat(16)}","attributes":[{"key":"tenant.id","value":{"${field}":${value}}}]}`;
      const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`;
      const before = scannedSpans();
      const found = readJson(text, { request: LITTLE });
      expect(scannedSpans() - before).toBe(isRead ? 1 : 0);
      const expected = readJson(text, { request: LITTLE, plainly: true });
      expect(describeStore(found.store, KEYS)).toEqual(describeStore(expected.store, KEYS));
      expect(found.problems).toEqual(expected.problems);
    }
  });

  it('reads nearly all spans of proper documents', () => {
    let spans = 0;
    fc.assert(
      fc.property(properOtlpText, (text) => {
        spans += readJson(text, { request: LITTLE }).tally.spans;
      }),
      { numRuns: 60, seed: 3 },
    );
    const before = scannedSpans();
    fc.assert(
      fc.property(properOtlpText, (text) => void readJson(text, { request: LITTLE })),
      { numRuns: 60, seed: 3 },
    );
    expect((scannedSpans() - before) / spans).toBeGreaterThan(0.9);
  });
});
