import { describe, expect, it } from 'vitest';
import { describeStore } from '../support/describe-store';
import { fetching } from '../support/fetch-request';
import { scannedSpans } from '../support/open-scanner';
import { readJson } from './reading';

const REQUEST = fetching({ span: ['k'], event: ['k'], statusMessage: true, events: true, links: true });

const id = (i: number, digits: number) => (i + 1).toString(16).padStart(digits, '0');
const text = (value: string) => [{ key: 'k', value: { stringValue: value } }];

function documentWith(spans: readonly object[]): string {
  const all = spans.map((span, i) => ({ traceId: id(i % 97, 32), spanId: id(i, 16), name: 'n', ...span }));
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: all }] }] });
}

/** @returns how many spans the scanner read */
function expectSame(content: string, request = REQUEST): number {
  const expected = describeStore(readJson(content, { request, plainly: true }).store, ['k']);
  const before = scannedSpans();
  expect(describeStore(readJson(content, { request, pieces: 1 << 20 }).store, ['k'])).toEqual(expected);
  return scannedSpans() - before;
}

describe('the scanner’s room is bounded, and what it reads is not', () => {
  it('by distinct texts', () => {
    const spans = Array.from({ length: 40_000 }, (_, i) => ({ name: `name ${i}` }));
    expect(expectSame(documentWith(spans))).toBeGreaterThan(39_900);
  });

  it('by the length of texts', () => {
    const spans = Array.from({ length: 40 }, (_, i) => ({ attributes: text(String(i).repeat(100_000)) }));
    expect(expectSame(documentWith(spans))).toBeGreaterThan(20);
    const tooLong = [{}, { attributes: text('x'.repeat(3_000_000)) }, { attributes: text('y') }];
    expect(expectSame(documentWith(tooLong))).toBeGreaterThan(0);
  });

  it('by attributes and events of one span', () => {
    const attributes = Array.from({ length: 40_000 }, (_, i) => ({ key: `k${i % 50}`, value: { intValue: i % 10 } }));
    const events = Array.from({ length: 9000 }, (_, i) => ({ name: 'e', attributes: text(`e${i % 5}`) }));
    expectSame(documentWith([{}, { attributes }, { events }, {}]), { ...REQUEST, prefixes: [''] });
  });
});
