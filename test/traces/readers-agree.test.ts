import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../engine';
import { ColumnsBuilder } from '../../traces';
import { describeStore } from '../support/describe-store';
import { readPlainOtlp } from '../support/plain-otlp';
import { KEYS, otlpText } from './arbitrary-otlp';
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

function plainly(text: string, request: FetchRequest): unknown {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(text, builder);
  return describeStore(builder.build().store, KEYS);
}

describe('the fast reader reads what JSON.parse reads', () => {
  it.each([
    ['everything', EVERYTHING],
    ['little', LITTLE],
  ])('%s', (_, request) => {
    fc.assert(
      fc.property(otlpText, fc.integer({ min: 20, max: 5000 }), (text, pieces) => {
        const expected = plainly(text, request);
        expect(describeStore(readJson(text, { request }).store, KEYS)).toEqual(expected);
        expect(describeStore(readJson(text, { request, pieces }).store, KEYS)).toEqual(expected);
      }),
      { numRuns: 60, seed: 1, endOnFailure: true },
    );
  });
});
