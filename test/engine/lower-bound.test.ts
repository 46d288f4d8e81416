import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowerBound } from '../../engine/execute/signal/nested';

it('the first place of at least a value is found wherever it is looked for first', () => {
  const numbers = fc.array(fc.nat(40), { maxLength: 60 }).map((list) => Uint32Array.from(list).sort());
  const property = fc.property(numbers, fc.nat(45), fc.nat(70), (sorted, value, near) => {
    const expected = sorted.findIndex((each) => each >= value);
    expect(lowerBound(sorted, value, near)).toBe(expected < 0 ? sorted.length : expected);
  });
  fc.assert(property, { numRuns: 2000, seed: 1 });
});
