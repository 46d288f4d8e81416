import { describe, expect, it } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { EPOCH, findings, judged, MILLISECOND, only, witnessesOf } from './judging';

const request: ShortSpan = { id: 1, name: 'api.request', kind: 'server', attributes: { 'user.tenant_id': 'a' } };
const query = (more: Partial<ShortSpan> = {}): ShortSpan => ({ id: 2, parent: 1, name: 'database.query', ...more });

describe('a finding', () => {
  const rule = `rule rls-per-query "RLS applies" {
    severity critical
    each database.query as q where q.table in ["orders"]
    always { q.has(rls.applied).where(policy == "tenant_isolation") }
    message "Query on {q.table} without RLS: {q.query} {{took {q.span:duration}}"
    recommend "Add an RLS policy to {q.table}", "Ask {q.user.tenant_id}"
    context { query = q.query, missing_filter = "tenant_id", note = "by {q.user.tenant_id}", took = q.span:duration, n = q.n }
  }`;
  const spans = [
    request,
    query({
      attributes: { table: 'orders', query: '\u001b[31mselect', tenant_id: 'b', n: 7 },
      events: [{ name: 'rls.applied', at: 3, attributes: { policy: 'none' } }],
    }),
  ];
  const finding = only(judged(rule, spans));

  it('says what, where and when', () => {
    expect(finding).toMatchObject({
      ruleId: 'rls-per-query',
      severity: 'critical',
      verdict: 'violated',
      traceId: `${'a'.repeat(31)}1`,
      spanId: `${'b'.repeat(15)}2`,
      timestamp: EPOCH + 2n * MILLISECOND,
      service: 'order-api',
      tenant: 'b',
      location: { path: 'traces.json', line: 1, offset: 1 },
      subject: { kind: 'occurrence', key: [], window: null },
      peak: null,
    });
  });

  it('fills message, recommendation and context on the first witness and leaves untrusted text as it is', () => {
    expect(finding.message).toBe('Query on orders without RLS: \u001b[31mselect {took 1ms}');
    expect(finding.recommendation).toEqual(['Add an RLS policy to orders', 'Ask a']);
    expect(finding.context).toEqual([
      ['query', '\u001b[31mselect'],
      ['missing_filter', 'tenant_id'],
      ['note', 'by a'],
      ['took', '1ms'],
      ['n', 7],
    ]);
  });

  it('explains by what the candidates said', () => {
    expect(finding.explanation).toEqual([
      {
        condition: 'q.has(rls.applied).where(policy == "tenant_isolation")',
        value: 'false',
        operands: [{ name: 'rls.applied', value: 0, from: 'counted' }],
        children: [
          {
            condition: 'policy == "tenant_isolation"',
            value: 'false',
            operands: [{ name: 'policy', value: 'none', from: 'own' }],
            children: [],
          },
        ],
      },
    ]);
    expect(finding.missing).toEqual([]);
  });

  it('has the title, else the id, for a message, and null for what is not there', () => {
    const untitled = only(judged('rule r { always { has(b) } }', [{ id: 1, name: 'x', resource: {} }]));
    expect(untitled).toMatchObject({ message: 'r', tenant: null, context: [], recommendation: [] });
    const titled = only(judged('rule r "B is there" { always { has(b) } message "{root.x} of {name}" }', [request]));
    expect(titled.message).toBe('(absent) of api.request');
  });

  it('has an id of the rule and the subject, not of the place or of anything else in the input', () => {
    const again = only(judged(rule, [...spans, { trace: 3, id: 9, name: 'other' }]));
    expect(finding.signalId).toMatch(/^sig_[0-9a-f]{16}$/);
    expect(again.signalId).toBe(finding.signalId);
    const renamed = only(judged(rule.replace('rls-per-query', 'other'), spans));
    expect(renamed.signalId).not.toBe(finding.signalId);
  });

  it('has an id of its own for each event of a span, each key and each run', () => {
    const events = [0, 1].map((at) => ({ name: 'e', at }));
    const rules = `rule a { each e as q never { exists(q.name) } }
      rule b { per x never { has(s) } }
      rule c { per x window 2ms never { count(s) > 0 } }`;
    const report = judged(rules, [
      { id: 1, name: 'root', events, start: -50 },
      ...[0, 1, 20, 21].map((start) => ({ trace: start + 5, id: start + 5, name: 's', start, attributes: { x: 'k' } })),
      { trace: 90, id: 90, name: 's', start: 3, attributes: { x: 'l' } },
    ]);
    const ids = findings(report).map(({ signalId }) => signalId);
    expect(ids).toHaveLength(2 + 2 + 3);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('where a value was read', () => {
  const operand = (condition: string, spans: readonly ShortSpan[], signal = 'database.query') =>
    only(judged(`rule r { each ${signal} as q always { ${condition} } }`, spans)).explanation[0]!.operands[0];

  it.each<[string, string, Partial<ShortSpan>, object]>([
    ['an attribute', 'q.x == "y"', { attributes: { x: 'n' } }, { name: 'x', value: 'n', from: 'own' }],
    [
      'an alias',
      'q.tenant_id == "y"',
      { attributes: { 'tenant.id': 'n' } },
      { name: 'tenant_id', value: 'n', from: 'own' },
    ],
    ['a field', 'q.table == "y"', { attributes: { 'db.sql.table': 'n' } }, { name: 'table', value: 'n', from: 'own' }],
    ['what is absent', 'q.tenant_id == "y"', {}, { name: 'tenant_id', value: null, from: 'absent' }],
    [
      'an inherited name',
      'q.user.tenant_id == "y"',
      {},
      { name: 'user.tenant_id', value: 'a', from: 'inherited from api.request bbbbbbbbbbbbbbb1' },
    ],
    ['a parent', 'q.parent.x == "y"', {}, { name: 'parent.x', value: null, from: 'absent' }],
    [
      "a parent's attribute",
      'q.parent.user.tenant_id == "y"',
      {},
      { name: 'parent.user.tenant_id', value: 'a', from: 'parent api.request bbbbbbbbbbbbbbb1' },
    ],
    ['a resource', 'q.service == "y"', {}, { name: 'service', value: 'order-api', from: 'resource' }],
    ['an intrinsic', 'q.span:kind == client', {}, { name: 'span:kind', value: 'internal', from: 'own' }],
    ['a duration', 'q.span:duration > 5s', {}, { name: 'span:duration', value: '1ms', from: 'own' }],
  ])('%s', (_, condition, more, expected) => {
    expect(operand(condition, [request, query(more)])).toEqual(expected);
  });

  it('an event reads its span', () => {
    const spans = [{ ...request, attributes: { x: 'n' }, events: [{ name: 'e', at: 1 }] }];
    expect(operand('q.x == "y"', spans, 'e')).toEqual({
      name: 'x',
      value: 'n',
      from: 'span api.request bbbbbbbbbbbbbbb1',
    });
  });

  it('a key', () => {
    const report = judged('rule r { per x always { x == "y" } when { has(s) } }', [
      { id: 1, name: 's', attributes: { x: 3 } },
    ]);
    expect(only(report).explanation[0]!.operands).toEqual([{ name: 'x', value: 3, from: 'key' }]);
  });
});

describe('what is missing', () => {
  const missing = (rule: string, spans: readonly ShortSpan[]) =>
    only(judged(rule, spans)).missing.map(({ name, reason }) => `${name}: ${reason}`);
  const eachQuery = (condition: string) => `rule r { each database.query as q always { ${condition} } }`;

  it.each<[string, readonly ShortSpan[], string[]]>([
    ['q.tenant_id == "a"', [request, query()], ['tenant_id: absent']],
    ['q.tenant_id == "a"', [request, query({ droppedAttributes: 1 })], ['tenant_id: dropped']],
    ['q.user.tenant_id == "a"', [query({ parent: 9 })], ['user.tenant_id: broken parent']],
    ['q.tenant_id == q.tenant_id', [request, query({ attributes: { tenant_id: 'a' } })], ['tenant_id: same source']],
    ['q.x > 5', [request, query({ attributes: { x: 'word' } })], ['x: not computable']],
    ['has(rls.applied)', [request, query({ droppedEvents: 1 })], ['rls.applied: incomplete']],
    ['q.x == 1 and q.y == 1', [request, query()], ['x: absent', 'y: absent']],
    ['q.x == 1 or q.x > 1', [request, query()], ['x: absent']],
    ['has(cache.get).where(ok)', [request, query(), { id: 3, parent: 1, name: 'cache.get' }], ['ok: absent']],
    ['count(cache.get).where(ok) > 0', [request, query(), { id: 3, parent: 1, name: 'cache.get' }], ['ok: absent']],
  ])('%s', (condition, spans, expected) => {
    expect(missing(eachQuery(condition), spans)).toEqual(expected);
  });

  it('names what keeps an occurrence from being a certain member', () => {
    const rule = 'signal bad = database.query where ok == false\nrule r { never { bad } }';
    expect(missing(rule, [request, query()])).toEqual(['ok: absent']);
  });

  it('names what the trigger misses', () => {
    const rule = 'rule r { each database.query as q where q.table == "x" when { q.y == 1 } always { has(b) } }';
    const finding = only(judged(rule, [request, query()]));
    expect(finding.verdict).toBe('indeterminate');
    expect(finding.missing).toEqual([
      { name: 'table', reason: 'absent' },
      { name: 'y', reason: 'absent' },
    ]);
    const [explanation] = finding.explanation;
    expect(explanation!.children.map(({ condition, value }) => `${condition}: ${value}`)).toEqual([
      'q.table == "x": unknown',
      'q.y == 1: unknown',
    ]);
  });
});

describe('a run of windows', () => {
  const calls = (...starts: readonly number[]): ShortSpan[] => [
    { trace: 99, id: 99, name: 'boot', start: -100 },
    ...starts.map((start, i) => ({ trace: i + 1, id: i + 1, name: 's', start, attributes: { x: 'k' } })),
  ];
  const runs = (rule: string, spans: readonly ShortSpan[]) =>
    findings(judged(rule, spans)).map((finding) => {
      const { start, end } = finding.subject.window!;
      const ms = (at: bigint) => Number(at - EPOCH) / 1e6;
      return `${finding.verdict} ${ms(start)}…${ms(end)} peak ${finding.peak} at ${witnessesOf(finding)}`;
    });

  it('goes from its earliest occurrence to its last, with its peak, at the occurrence that broke the bound', () => {
    const rule = 'rule r { per x window 10ms always { count(s) <= 2 } }';
    expect(runs(rule, calls(0, 4, 8, 9, 15, 40, 41, 42))).toEqual([
      'violated 0…15 peak 4 at 3',
      'violated 40…42 peak 3 at 8',
    ]);
  });

  it('has the peak of the side that failed, however it is written', () => {
    expect(runs('rule r { per x window 10ms never { count(s) > 2 } }', calls(0, 1, 2))).toEqual([
      'violated 0…2 peak 3 at 3',
    ]);
    expect(runs('rule r { per x window 2ms always { rate(s) * 2 <= 1000 } }', calls(0, 1, 2, 4))).toEqual([
      'violated 0…2 peak 2000 at 1',
    ]);
  });

  it('has its peak in seconds where durations are compared', () => {
    const slow = calls(0, 1, 2).map((span) => (span.id === 2 ? { ...span, duration: 2500 } : span));
    expect(runs('rule r { per x window 10ms always { max(s.span:duration) < 1s } }', slow)).toEqual([
      'violated 0…2 peak 2.5 at 2',
    ]);
  });

  it('is a tumbling window by itself', () => {
    const rule = 'rule r { per x window 10ms tumbling always { count(s) <= 1 } }';
    expect(runs(rule, calls(0, 1, 10, 11, 12))).toEqual(['violated 0…10 peak 2 at 2', 'violated 10…20 peak 3 at 4']);
  });

  it('ends where a window is not triggered', () => {
    const rule = 'rule r { per x window 10ms when { count(s) != 2 } always { count(s) > 3 } }';
    expect(runs(rule, calls(0, 4, 8))).toEqual(['violated 0…0 peak 1 at 1', 'violated 0…8 peak 3 at 3']);
  });

  it('has windows of its own under each', () => {
    const rule = 'rule r { per x window 10ms each s as q always { count(s) <= 2 } }';
    expect(runs(rule, calls(0, 4, 8, 30))).toEqual(['violated 0…8 peak null at 3']);
  });
});

describe('the lists', () => {
  it('are ordered by timestamp, trace id, span id and rule id', () => {
    const rules = 'rule b { each s as q never { exists(q.name) } }\nrule a { each s as q never { exists(q.name) } }';
    const report = judged(rules, [
      { trace: 2, id: 5, name: 's', start: 4 },
      { trace: 1, id: 7, name: 's', start: 4 },
      { trace: 1, id: 6, name: 's', start: 4 },
      { trace: 3, id: 1, name: 's', start: 3 },
    ]);
    expect(report.violations.map((f) => `${f.traceId.at(-1)}${f.spanId.at(-1)}${f.ruleId}`)).toEqual([
      '31a',
      '31b',
      '16a',
      '16b',
      '17a',
      '17b',
      '25a',
      '25b',
    ]);
  });
});
