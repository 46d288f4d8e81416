import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchRequestOf, judge } from '../../engine';
import { otlpOf, type ShortSpan, type ShortValue } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';

const AGGREGATES = ['count', 'sum', 'avg', 'min', 'max', 'p50', 'p90', 'distinct', 'share', 'only'];

/** Each aggregate twice: as windows slide, and gone through anew, since what depends on q can't slide. */
const CASES = AGGREGATES.map((name) => {
  const written = (filter: string) => {
    if (name === 'count') return `count(${filter})`;
    return name === 'share' ? `share(${filter}, by = x)` : `${name}(${filter}.x)`;
  };
  return { name, sliding: written('s.where(ok)'), anew: written('s.where(ok).where(q.one == 1)') };
});

const value: fc.Arbitrary<ShortValue> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom<ShortValue>('2', 'word', { double: 0.1 }, { double: 0.7 }, { double: -1e16 }, { double: Number.NaN }),
  fc.constantFrom<ShortValue>([1, 2], [], ['a', 'a', 3]),
);
const member = fc.record({
  start: fc.integer({ min: 0, max: 60 }),
  x: fc.option(value, { nil: undefined }),
  ok: fc.option(fc.constantFrom<ShortValue>(true, true, true, false), { nil: undefined, freq: 6 }),
  k: fc.constantFrom<ShortValue>('a', 'a', 'a', 'b'),
});

function spansOf(members: readonly { start: number; x?: ShortValue; ok?: ShortValue; k: ShortValue }[]): ShortSpan[] {
  return members.map(({ start, x, ok, k }, i) => ({
    trace: i + 1,
    id: i + 1,
    name: 's',
    start,
    attributes: { k, one: 1, ...(x === undefined ? {} : { x }), ...(ok === undefined ? {} : { ok }) },
  }));
}

describe('what slides from window to window is what going through each window anew gives', () => {
  it.each(CASES)('$name', { timeout: 120_000 }, ({ sliding, anew }) => {
    const plan = planOf(
      `rule r { per k window 10ms each s as q never { ${sliding} != ${anew} or has(s) } message "{${sliding}} = {${anew}}" }`,
    );
    const property = fc.property(fc.array(member, { minLength: 1, maxLength: 40 }), (members) => {
      const store = storeOf(otlpOf(spansOf(members)), fetchRequestOf(plan));
      const { violations } = judge(plan, store, { assumeComplete: true });
      expect(violations).toHaveLength(members.length);
      for (const { message } of violations) {
        const [left, right] = message.split(' = ');
        expect(left).toBe(right);
      }
    });
    fc.assert(property, { numRuns: 60, seed: 5 });
  });
});
