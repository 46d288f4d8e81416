import { expect, it } from 'vitest';
import { judge, type Plan } from '../../engine';
import { Run } from '../../engine/execute/run';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';
import { planOf } from './judging';

const spans: readonly ShortSpan[] = [1, 2, 3].flatMap((request): ShortSpan[] => [
  { trace: request, id: 1, name: 'request', kind: 'server', attributes: { t: `t${request}`, n: request, a: 'x-y' } },
  {
    trace: request,
    id: 2,
    parent: 1,
    name: 'query',
    kind: 'client',
    attributes: {
      u: 't2',
      'db.query.text': `SELECT * FROM a WHERE tenant_id = $1 AND n = ${request}`,
      'db.query.parameter.0': 't1',
    },
  },
  {
    trace: request,
    id: 3,
    parent: 2,
    name: 'query',
    attributes: { 'db.query.text': 'SELECT * FROM a, b WHERE a.tenant_id = $1', n: 3 },
    events: [{ name: 'hit', at: request, attributes: { u: 't1' } }],
  },
]);

/** Of an occurrence o; more than are remembered at once. */
const VALUES = [
  'o.t ?? "t1"',
  'o.u ?? o.t ?? "t1"',
  'o.root.t ?? "t2"',
  'o.entry.t ?? o.u',
  'o.parent.u ?? "t2"',
  'o.who',
  'lower(o.root.t ?? "T1")',
  'upper(o.who)',
  'prefix(o.who, length(o.u ?? "ab"))',
  'split(o.root.a, "-")[1]',
  'string(o.root.n ?? 0)',
  'sql(o.db.query.text).operation',
  'sql(o.db.query.text).pinned(tenant_id)',
  'o.who ?? sql(o.db.query.text).pinned(tenant_id)',
  'sql(o.db.query.text).setting("x")',
  'o.root.n ?? 0',
  '(o.n ?? 1) + 1',
  'number(o.root.n) ?? 2',
  'json(o.json)[0] ?? o.who',
  'length(sql(o.db.query.text).tables)',
];

const RULES = [
  'inherited who = u ?? t',
  'signal q = span where span:name == "query"',
  'signal hit = event where event:name == "hit"',
  'signal stretch = from q until hit by trace:id',
  ...['q', 'hit', 'stretch'].flatMap((signal) =>
    VALUES.flatMap((value, i) => [
      `rule ${signal}-is-${i} { each ${signal} as o always { ${value} in ["t1", "T1", "SELECT", 1, 3] } }`,
      `rule ${signal}-there-${i} { each ${signal} as o always { not exists(${value}) } }`,
    ]),
  ),
].join('\n');

it('rules that read the same values say together what each says alone', () => {
  const plan = planOf(RULES);
  const store = storeOf(otlpOf(spans));
  const alone = (id: string): Plan => ({ ...plan, rules: plan.rules.filter((rule) => rule.id === id) });
  const together = judge(plan, store, SQL);
  expect(together.rules.length).toBe(6 * VALUES.length);
  for (const rule of together.rules) {
    const report = judge(alone(rule.id), store, SQL);
    expect(rule).toEqual(report.rules[0]);
    expect(together.violations.filter(({ ruleId }) => ruleId === rule.id)).toEqual(report.violations);
    expect(together.unproven.filter(({ ruleId }) => ruleId === rule.id)).toEqual(report.unproven);
  }
});

it.each([
  'o.root.span:duration',
  'o.started',
  'o.started ?? o.span:start',
  'sql(o.db.query.text).unfiltered(tenant_id)',
])('%s is not kept for each occurrence', (read) => {
  const plan = planOf(
    `inherited started = span:start
    signal q = span where span:name == "query"
    rule r { each q as o always { exists(${read}) } }`,
  );
  const store = storeOf(otlpOf(spans));
  const run = new Run(plan, store, SQL);
  const { each, obligations } = plan.rules[0]!;
  const { condition } = obligations[0]!;
  if (condition.op !== 'exists') throw new Error(`no test of what is there: ${condition.op}`);
  const scopes = ['once', 'again', 'and again'].map(() => run.scope());
  const readers = scopes.map((scope) => scope.value(condition.of));
  const known = run.values.size;
  for (let span = 0; span < store.spans.count; span++) {
    for (const scope of scopes) scope.bind(each!.slot, span);
    expect(readers[2]!.value()).toEqual(readers[0]!.value());
  }
  expect(run.values.size).toBe(known);
});

it('a value that gives its memory to one inside it leaves that one as it is', () => {
  const traces = otlpOf([
    { id: 1, name: 'root', attributes: { t: 'abc' } },
    { id: 2, parent: 1, name: 'q', attributes: { a: 'x' } },
    { id: 3, parent: 1, name: 'q' },
  ]);
  // with the first two of this one there are 16 when `upper` is first asked for, by the second q
  const values = ['prefix(o.a ?? upper(o.root.t), 1)', ...Array.from({ length: 14 }, (_, i) => `(o.v${i} ?? "x")`)];
  const conditions = values.map((value) => `${value} != "-"`).join(' and ');
  const plan = planOf(
    [
      'signal q = span where span:name == "q"',
      ...['once', 'again'].map((id) => `rule ${id} { each q as o always { ${conditions} } }`),
      'rule after { each q as o always { upper(o.root.t) == "ABC" } }',
    ].join('\n'),
  );
  expect(judge(plan, storeOf(traces)).rules.map(({ held, violated }) => [held, violated])).toEqual([
    [2, 0],
    [2, 0],
    [2, 0],
  ]);
});
