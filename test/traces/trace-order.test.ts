import { expect, it } from 'vitest';
import { TraceIds } from '../../traces/columns/trace-ids';
import { orderById } from '../../traces/index/trace-order';

const COUNT = 10_000;

/** Deterministic noise. */
function noise(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 0x915f77f5) + 0x3c6ef372) | 0;
    return Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
  };
}

it.each([
  ['that have nothing in common', 0xffff_ffff],
  ['of which some begin alike', 0xffff],
  ['of which many begin alike', 0xff],
  ['that all begin alike', 0],
])('traces are put in the order of their ids, of ids %s', (_, mask) => {
  const ids = new TraceIds();
  const next = noise();
  while (ids.count < COUNT) ids.number((next() & mask) >>> 0, next() & 3, next(), next());
  const hex = (trace: number) =>
    [0, 1, 2, 3].map((word) => ids.word(trace, word).toString(16).padStart(8, '0')).join('');
  // without some, and in another order
  const traces = Uint32Array.from({ length: COUNT - 500 }, (_, place) => COUNT - 1 - place);
  const expected = [...traces].map(hex).sort();
  expect(Array.from(orderById(ids, traces), (place) => hex(traces[place]!))).toEqual(expected);
});
