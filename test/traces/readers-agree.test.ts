import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../engine';
import { ColumnsBuilder } from '../../traces';
import { describeStore } from '../support/describe-store';
import { scannedSpans } from '../support/open-scanner';
import { readPlainOtlp } from '../support/plain-otlp';
import { KEYS, otlpText, properOtlpText } from './arbitrary-otlp';
import { readJson } from './reading';

const EVERYTHING: FetchRequest = {
  span: KEYS,
  event: KEYS,
  link: KEYS,
  resource: KEYS,
  instrumentation: KEYS,
  statusMessage: true,
  events: true,
  links: true,
};

const LITTLE: FetchRequest = {
  ...EVERYTHING,
  span: ['tenant.id'],
  event: [],
  link: [],
  resource: ['service.name'],
  instrumentation: [],
  statusMessage: false,
  links: false,
};

const ALL: FetchRequest = { ...LITTLE, allAttributes: true };

function plainly(text: string, request: FetchRequest): unknown {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(text, builder);
  return describeStore(builder.build().store, KEYS);
}

describe.each([
  ['as they may be', otlpText],
  ['as they should be', properOtlpText],
])('documents %s', (_, texts) => {
  it.each([
    ['everything', EVERYTHING],
    ['little', LITTLE],
    ['all attributes', ALL],
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
