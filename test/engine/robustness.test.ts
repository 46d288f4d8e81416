import { describe, expect, it } from 'vitest';
import { fetchRequestOf, judge } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';
import { judged, only, verdicts } from './judging';

/** One span with attributes written as OTLP. */
function rawSpan(values: object[]): string {
  const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 's', attributes: values };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
}

function judgedRaw(rule: string, values: object[]) {
  const plan = planOf(rule);
  return judge(plan, storeOf(rawSpan(values), fetchRequestOf(plan)));
}

describe('untrusted values', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is an ordinary key, name and value',
    (word) => {
      const spans: ShortSpan[] = [{ id: 1, name: word, attributes: { [word]: word, x: word } }];
      const rule = `rule r { per x each \`${word}\` as q always { q.\`${word}\` == "${word}" and q.x != "a" } }`;
      expect(verdicts(rule, spans)).toBe('held 1');
      const listed = only(judged(`rule r { per x never { has(\`${word}\`) } message "{x}" }`, spans));
      expect(listed.subject.key).toEqual([['x', word]]);
      expect(listed.message).toBe(word);
    },
  );

  it('bytes equal bytes, key-value lists equal nothing, and both can be shown', () => {
    const kvlist = { values: [{ key: '__proto__', value: { stringValue: 'p' } }] };
    const values = [
      { key: 'b', value: { bytesValue: 'AQI=' } },
      { key: 'c', value: { bytesValue: 'AQI=' } },
      { key: 'm', value: { kvlistValue: kvlist } },
      { key: 'n', value: { kvlistValue: kvlist } },
    ];
    const judgedAs = (condition: string) => {
      const { held, violated, unproven } = judgedRaw(`rule r { each s as q always { ${condition} } }`, values).summary;
      return [held, violated, unproven].join();
    };
    expect(judgedAs('q.b == q.c')).toBe('1,0,0');
    expect(judgedAs('q.b < q.c')).toBe('0,0,1');
    expect(judgedAs('q.b == "AQI="')).toBe('0,0,1');
    expect(judgedAs('q.m == q.n')).toBe('0,0,1');
    expect(judgedAs('exists(q.m) and length(q.b) == 2')).toBe('1,0,0');
    const report = judgedRaw('rule r { each s as q never { exists(q.m) } message "{q.b} {q.m}" }', values);
    expect(report.violations[0]!.message).toBe('0102 {__proto__: p}');
    expect(judgedRaw('rule r { per m never { s } }', values).summary.unkeyed).toBe(1);
  });

  it('a pattern that backtracks elsewhere is matched in linear time', () => {
    const spans = [{ id: 1, name: 's', attributes: { x: `${'a'.repeat(50_000)}!` } }];
    const start = performance.now();
    expect(verdicts('rule r { each s as q never { q.x matches "^(a+)+$" } }', spans)).toBe('held 1');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('integers beyond 2^53 stay exact', () => {
    const values = [
      { key: 'x', value: { intValue: '9223372036854775807' } },
      { key: 'y', value: { intValue: '9223372036854775806' } },
    ];
    const rule = (condition: string) => `rule r { each s as q always { ${condition} } message "{q.x}" }`;
    expect(judgedRaw(rule('q.x == q.y + 1 and q.x > q.y and q.x != q.y'), values).summary.held).toBe(1);
    expect(judgedRaw(rule('q.x == q.y'), values).violations[0]!.message).toBe('9223372036854775807');
  });
});

// all ids above have as many digits, so that filling them up keeps them apart
const FIRST_ID = 0x100000;

describe('the size of a trace', () => {
  const chain = (length: number): ShortSpan[] =>
    Array.from({ length }, (_, i) => ({
      id: FIRST_ID + i,
      ...(i > 0 ? { parent: FIRST_ID + i - 1 } : {}),
      name: i === length - 1 ? 'last' : 's',
      start: i,
      ...(i === 0 ? { attributes: { owner: 'a' } } : {}),
    }));

  it('is no depth of recursion, and no square of work', { timeout: 120_000 }, () => {
    const spans = chain(30_000);
    const start = performance.now();
    const rules = `inherited owner = owner
      rule inherits { each s as q always { q.owner == "a" } }
      rule below { each s as q always { q.has(last) } }
      rule entry { each last as q always { entry.owner == "a" } }`;
    expect(verdicts(rules, spans)).toBe('held 59999');
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('and of a group: a sliding window costs the same however many are in it', { timeout: 120_000 }, () => {
    const spans = Array.from({ length: 30_000 }, (_, i) => ({
      trace: FIRST_ID + i,
      id: FIRST_ID + i,
      name: 's',
      start: i,
      attributes: { x: 'k', ok: true },
    }));
    const plan = planOf('rule r { per x window 20s always { count(s.where(ok)) <= 20000 and has(s) } }');
    const store = storeOf(otlpOf(spans), fetchRequestOf(plan));
    const start = performance.now();
    const { held, unproven } = judge(plan, store).summary;
    expect([held, unproven]).toEqual([1, 1]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
