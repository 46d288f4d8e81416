import { describe, expect, it } from 'vitest';
import { CancelledError, fetchRequestOf, judge } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { storeOf } from '../support/store';
import { EPOCH, judged, MILLISECOND, planOf, verdicts } from './judging';

const root = (trace: number, more: Partial<ShortSpan> = {}): ShortSpan => ({ trace, id: trace, name: 'root', ...more });

describe('the summary', () => {
  it('counts traces, spans and what keeps absence from being evidence', () => {
    const { summary } = judged('rule r { always { has(root) } }', [
      root(1, { start: 5, duration: 10 }),
      { trace: 1, id: 9, parent: 1, name: 'a', start: 7, duration: 30 },
      root(2, { droppedEvents: 1 }),
      root(3, { droppedLinks: 1 }),
      root(4, { traceState: 'ot=th:8' }),
      { trace: 5, id: 5, parent: 99, name: 'orphan' },
      { trace: 6, id: 6, parent: 99, name: 'root', kind: 'server' },
    ]);
    expect(summary).toMatchObject({
      rules: 1,
      traces: 6,
      spans: 7,
      checked: 6,
      held: 5,
      unproven: 1,
      incomplete: 3,
      sampled: 1,
      earliest: EPOCH + 2n * MILLISECOND,
      latest: EPOCH + 37n * MILLISECOND,
    });
  });

  it('of nothing is 0 everywhere', () => {
    const { summary } = judged('rule r { always { has(root) } }', []);
    expect(summary).toMatchObject({ traces: 0, spans: 0, checked: 0, earliest: null, latest: null, vacuous: ['r'] });
  });

  it('says which signals nothing matched, each once, by name', () => {
    const rules = `signal z = span where x == "never"
      rule a { when { has(root) } always { has(z) and not has(datbase.query) } }
      rule b { never { datbase.query } }`;
    expect(judged(rules, [root(1)]).summary.unseen).toEqual(['datbase.query', 'z']);
  });

  it('is vacuous where nothing was checked, or what nothing declares was never seen', () => {
    const rules = `signal declared = span "d"
      rule nothing-checked { when { has(b) } always { has(root) } }
      rule typo { never { datbase.query } }
      rule declared-unseen { never { declared } }
      rule typo-beside { never { datbase.query or root } }
      rule no-signal { each root as q always { exists(q.x) } }`;
    const { summary, rules: each } = judged(rules, [root(1)]);
    expect(summary.vacuous).toEqual(['nothing-checked', 'typo']);
    expect(each.map(({ id, checked, exercised }) => `${id} ${checked} ${exercised}`)).toEqual([
      'nothing-checked 0 0',
      'typo 1 0',
      'declared-unseen 1 0',
      'typo-beside 1 1',
      'no-signal 1 1',
    ]);
  });

  it('counts a subject as exercised by a possible match before narrowing', () => {
    const rule = 'signal s = other where x == 1\nrule r { each root as q always { not has(s).where(y == 1) } }';
    expect(judged(rule, [root(1), { id: 2, parent: 1, name: 'other' }]).rules[0]).toMatchObject({ exercised: 1 });
  });
});

describe('services', () => {
  const spans = [
    root(1, { service: 'order-api' }),
    { trace: 1, id: 11, parent: 1, name: 'a', service: 'db' },
    root(2, { service: 'patient-api' }),
    root(3, { service: 'other' }),
  ];

  it.each([
    ['services ["order-api"] always { has(a) }', 'held 1'],
    ['services ["*-api"] always { has(a) }', 'held 1 violated 1'],
    ['services ["p*t-*", "db"] always { has(a) }', 'held 1 violated 1'],
    ['services ["order-api"] when { has(a) } always { has(root) }', 'nothing'],
    ['services ["db"] when { has(a) } always { has(root) }', 'held 1'],
    ['services ["order-api"] when { has(root) } always { has(a) }', 'held 1'],
    ['services ["db"] each a as q when { has(root) } always { has(root) }', 'held 1'],
    ['services ["d", "b", "*d*b*x"] each a as q always { has(root) }', 'nothing'],
    ['services ["*"] always { has(root) }', 'held 3'],
  ])('%s', (body, expected) => {
    expect(verdicts(`rule r { ${body} }`, spans)).toBe(expected);
  });

  it('without a trigger select the groups and windows that have an occurrence of theirs', () => {
    const grouped = [1, 2, 3].map((trace) => root(trace, { attributes: { x: trace % 2 }, service: `s${trace}` }));
    expect(verdicts('rule r { services ["s1"] per x always { count(root) >= 1 } }', grouped)).toBe('held 1');
    const apart = [...grouped, root(9, { start: -999, attributes: { x: 1 } })];
    expect(verdicts('rule r { services ["s3"] per x window 1ms always { count(root) >= 1 } }', apart)).toBe('held 1');
  });
});

describe('options', () => {
  const spans = [0, 10, 20].map((start, i) => root(i + 1, { start, name: i === 1 ? 'b' : 'a' }));

  it('a period selects traces by their earliest span, both ends included', () => {
    const report = judged(
      'rule r { each a as q always { has(a) } } rule u { always { not has(b) } } rule g { per name always { count(a) < 2 } }',
      spans,
      { period: { start: EPOCH + 10n * MILLISECOND, end: EPOCH + 20n * MILLISECOND } },
    );
    expect(report.rules.map(({ held, violated, unkeyed }) => [held, violated, unkeyed])).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 0],
    ]);
    expect(report.summary).toMatchObject({ traces: 2, spans: 2, earliest: EPOCH + 10n * MILLISECOND });
    const open = judged('rule r { always { has(a) } }', spans, { period: { start: EPOCH + 11n, end: null } });
    expect(open.summary).toMatchObject({ traces: 2, held: 1, violated: 1 });
  });

  it('a window is cut where the traces of the period begin', () => {
    const rule = 'rule w { per x window 20ms always { count(a) <= 9 } }';
    const calls = [0, 30].map((start, i) => root(i + 1, { start, name: 'a', attributes: { x: 'k' } }));
    const far = [root(9, { start: -100 }), ...calls];
    expect(verdicts(rule, far)).toBe('held 2');
    expect(verdicts(rule, far, { period: { start: EPOCH, end: null } })).toBe('held 1 unproven 1');
  });

  it('assume complete takes traces, groups and windows for whole', () => {
    const rules = `rule t { always { not has(c) } }
      rule g { per name always { count(a) <= 9 } }
      rule w { per name window 1s always { count(a) <= 9 } }`;
    const broken = [{ id: 1, parent: 9, name: 'a' }];
    expect(verdicts(rules, broken)).toBe('unproven 3');
    expect(verdicts(rules, broken, { assumeComplete: true })).toBe('held 3');
    expect(judged(rules, broken, { assumeComplete: true }).summary.incomplete).toBe(1);
  });

  it('a group with a member close to the end of the input is still open', () => {
    const rule = 'rule g { per name always { count(a) <= 9 } }';
    // the input ends at 21 ms, when the last span does
    expect(verdicts(rule, spans)).toBe('held 1');
    expect(verdicts(rule, spans, { openEnd: MILLISECOND })).toBe('held 1');
    expect(verdicts(rule, spans, { openEnd: 2n * MILLISECOND })).toBe('unproven 1');
    expect(verdicts(rule, spans, { openEnd: 2n * MILLISECOND, assumeComplete: true })).toBe('held 1');
  });

  it('stops when it is told to', () => {
    const rule = 'rule r { each a as q always { has(a) } }';
    expect(() => judged(rule, spans, { cancelled: () => true })).toThrow(CancelledError);
    let asked = 0;
    const many = Array.from({ length: 20_000 }, (_, i) => root(i + 1, { name: 'a' }));
    expect(() => judged(rule, many, { cancelled: () => ++asked > 2 })).toThrow(CancelledError);
    expect(verdicts(rule, spans, { cancelled: () => false })).toBe('held 2');
  });

  it('stops in the middle of long searches, and judges the same traces again as if nothing had been', () => {
    const names = ['asks', 'a', 'a', 'a', 'a'];
    const spans = Array.from({ length: 1000 }, (_, i) =>
      root(i + 1, { trace: 1, name: names[i % 5]!, attributes: { x: i } }),
    );
    const plan = planOf('rule r { each asks as q never { trace.has(a).where(user.tenant_id != "t" and x == q.x) } }');
    const store = storeOf(otlpOf(spans), fetchRequestOf(plan));
    const whole = judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)));
    expect(whole.summary.held).toBe(200);
    for (const most of [0, 1, 4, 16, 32]) {
      let asked = 0;
      expect(() => judge(plan, store, { cancelled: () => ++asked > most })).toThrow(CancelledError);
    }
    expect(judge(plan, store)).toEqual(whole);
  });
});

describe('groups', () => {
  const at = (x: ShortSpan['attributes'], more: Partial<ShortSpan> = {}, trace = 1): ShortSpan =>
    root(trace, { name: 's', ...(x ? { attributes: x } : {}), ...more });
  const keysOf = (rule: string, spans: readonly ShortSpan[]) =>
    judged(rule, spans)
      .violations.map(({ subject }) => subject.key.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join())
      .sort();

  it('have no key that equals nothing', () => {
    const spans = [
      at({ x: { double: Number.NaN } }),
      at({ x: [] }, {}, 2),
      at({ x: [{ double: Number.NaN }, 1] }, {}, 3),
    ];
    expect(verdicts('rule r { per x never { s } }', spans)).toBe('violated 1 unkeyed 2');
  });

  it('show a key as their earliest occurrence has it, whatever the order of reading', () => {
    const spans = [
      at({ x: '1' }, { start: 5 }, 1),
      at({ x: '1' }, { start: 2 }, 2),
      at({ x: 1 }, { start: 3 }, 3),
      at({ x: true }, { start: 9 }, 4),
      at({ x: 'true' }, { start: 10 }, 5),
      at({ x: ['q', '7'] }, { start: 11 }, 6),
      at({ x: 7 }, { start: 12 }, 7),
    ];
    const expected = ['x="1"', 'x="7"', 'x="q"', 'x=true'];
    expect(keysOf('rule r { per x never { s } }', spans)).toEqual(expected);
    expect(keysOf('rule r { per x never { s } }', [...spans].reverse())).toEqual(expected);
  });

  it('of several keys take every combination', () => {
    const spans = [at({ x: ['a', 'b'], y: [1, 2] }), at({ x: 'a', y: '1' }, {}, 2), at({ x: 'a' }, {}, 3)];
    expect(keysOf('rule r { per x, y never { s } }', spans)).toEqual([
      'x="a",y=1',
      'x="a",y=2',
      'x="b",y=1',
      'x="b",y=2',
    ]);
    expect(verdicts('rule r { per x, y always { count(s) <= 1 } }', spans)).toBe('held 3 violated 1 unkeyed 1');
  });

  it('can have a time for a key', () => {
    const spans = [at({}, { duration: 3 }), at({}, { duration: 3 }, 2), at({}, { duration: 4 }, 3)];
    expect(keysOf('rule r { per span:duration never { s } }', spans)).toEqual([
      'span:duration="3ms"',
      'span:duration="4ms"',
    ]);
  });
});
