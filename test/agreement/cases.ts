import type { ShortSpan } from '../support/generate/otlp';

/** What the language's description says in one sentence, as a rule, spans and what must come out. */
export interface Case {
  readonly title: string;
  readonly rule: string;
  readonly spans: readonly ShortSpan[];
  /** `held 1 violated 2 …`, what is 0 left out. */
  readonly counts: string;
  /** The numbers of the spans that the first listed verdict names; an event is `2:name`. */
  readonly witnesses?: string;
  readonly assumeComplete?: boolean;
}

const root = (more: Partial<ShortSpan> = {}): ShortSpan => ({ id: 1, name: 'root', kind: 'server', ...more });
const under = (id: number, name: string, more: Partial<ShortSpan> = {}): ShortSpan => ({
  id,
  parent: 1,
  name,
  ...more,
});
const where = (condition: string): string => `rule r { each s as q where ${condition} always { nothing } }`;
const span = (attributes: ShortSpan['attributes'] = {}, more: Partial<ShortSpan> = {}): ShortSpan[] => [
  root({ name: 's', ...(attributes ? { attributes } : {}), ...more }),
];

/** A condition on the attributes x and y of one span, and whether it is true, false or unknown there. */
function condition(
  text: string,
  attributes: ShortSpan['attributes'],
  truth: boolean | 'unknown',
  more: Partial<ShortSpan> = {},
): Case {
  const counts = { true: 'violated 1', false: 'nothing', unknown: 'indeterminate 1' }[String(truth)]!;
  return {
    title: `${text} of ${JSON.stringify(attributes)} is ${truth}`,
    rule: where(text),
    spans: span(attributes, more),
    counts,
  };
}

export const CASES: readonly Case[] = [
  // three values
  condition('x == "a"', { x: 'a' }, true),
  condition('x == "a"', {}, 'unknown'),
  condition('x != "a"', {}, 'unknown'),
  condition('exists(x)', {}, false),
  condition('exists(x)', {}, 'unknown', { droppedAttributes: 1 }),
  condition('x == null', {}, true),
  condition('x == null', {}, 'unknown', { droppedAttributes: 1 }),
  condition('x != null', { x: 'a' }, true),
  condition('(x ?? y) == "a"', { y: 'a' }, true),
  condition('exists(number(x))', { x: 'x' }, 'unknown'),
  condition('number(x) == 7', { x: '7' }, true),
  // numbers, text and their mixes
  condition('x == 1', { x: { double: 1 } }, true),
  condition('x == 9007199254740993', { x: '9007199254740993' }, true),
  condition('x == 1', { x: '1' }, true),
  condition('x == 1', { x: '1.0' }, 'unknown'),
  condition('x == true', { x: 'true' }, true),
  condition('x == true', { x: 1 }, 'unknown'),
  condition('x < "10"', { x: '9' }, true),
  condition('x < "10"', { x: 'a9' }, false),
  condition('x == 1', { x: { double: Number.NaN } }, 'unknown'),
  condition('x / 2 == 0.5', { x: 1 }, true),
  condition('exists(x / 0)', { x: 1 }, false),
  // lists
  condition('x == "a"', { x: ['b', 'a'] }, true),
  condition('x != "a"', { x: ['b', 'a'] }, false),
  condition('x == "a"', { x: ['b', 1] }, false),
  condition('x == "a"', { x: [] }, false),
  condition('x in ["a", 2]', { x: '2' }, true),
  condition('x not in ["a", 2]', { x: ['c', 2] }, false),
  condition('x contains "b"', { x: 'abc' }, true),
  condition('x contains "b"', { x: ['abc'] }, false),
  condition('x starts_with y', { x: 'a:1', y: 'a' }, true),
  condition('x.ends_with(y)', { x: 'a:1', y: '1' }, true),
  condition('x matches "^a.*1$"', { x: 'a:1' }, true),
  // same source
  condition('x == x', { x: 'a' }, 'unknown'),
  condition('x == y', { x: 'a', y: 'a' }, true),
  condition('(x ?? y) == y', { y: 'a' }, 'unknown'),
  condition('lower(x) == x', { x: 'a' }, 'unknown'),
  // intrinsics
  condition('span:kind == server', {}, true),
  condition('status == error', {}, true, { status: 'error' }),
  condition('status in [403, 404]', { status: 404 }, true, { status: 'error' }),
  condition('status in [403, 404]', {}, 'unknown', { status: 'error' }),
  condition('duration > 2ms', {}, true, { duration: 3 }),
  condition('service == "order-api"', {}, true),
  condition('root.x == "a"', { x: 'a' }, true),
  condition('exists(parent.x)', { x: 'a' }, false),
  {
    title: 'an attribute of the request is not inherited by the query',
    rule: 'rule r { each query as q always { q.tenant_id == "a" } }',
    spans: [root({ attributes: { tenant_id: 'a' } }), under(2, 'query')],
    counts: 'unproven 1',
    witnesses: '2',
  },
  {
    title: 'an inherited name is found on the nearest enclosing span',
    rule: 'inherited owner = owner\nrule r { each query as q always { q.owner == "b" } }',
    spans: [
      root({ attributes: { owner: 'a' } }),
      under(2, 'x', { attributes: { owner: 'b' } }),
      { id: 3, parent: 2, name: 'query' },
    ],
    counts: 'held 1',
  },
  {
    title: 'a missing parent on the way makes an inherited name unknown',
    rule: 'inherited owner = owner\nrule r { each query as q always { q.owner == "b" } }',
    spans: [root(), { id: 3, parent: 9, name: 'query', resource: { owner: 'b' } }],
    counts: 'unproven 1',
  },
  {
    title: 'above a server span a missing parent just ends the way',
    rule: 'inherited owner = owner\nrule r { each query as q always { q.owner == "b" } }',
    spans: [root({ parent: 9, resource: { owner: 'x' } }), under(3, 'query', { resource: { owner: 'b' } })],
    counts: 'held 1',
  },
  {
    title: 'dropped attributes on the way make an inherited name unknown',
    rule: 'inherited owner = owner\nrule r { each query as q always { q.owner == "b" } }',
    spans: [
      root({ attributes: { owner: 'b' } }),
      under(2, 'x', { droppedAttributes: 1 }),
      { id: 3, parent: 2, name: 'query' },
    ],
    counts: 'unproven 1',
  },
  {
    title: "std's user.tenant_id falls back to the request's tenant, never to the occurrence's own",
    rule: 'rule r { each query as q always { q.tenant_id == q.user.tenant_id } }',
    spans: [root({ attributes: { tenant_id: 'a' } }), under(2, 'query', { attributes: { tenant_id: 'b' } })],
    counts: 'violated 1',
  },
  {
    title: "an event's own attribute comes before its span's",
    rule: 'rule r { each seen as e always { x == "event" and y == "span" } }',
    spans: [
      root({ attributes: { x: 'span', y: 'span' }, events: [{ name: 'seen', at: 1, attributes: { x: 'event' } }] }),
    ],
    counts: 'held 1',
  },
  {
    title: 'a where directly on span takes unknown for no member',
    rule: 'signal s = span where x == "a"\nrule r { never { s } }',
    spans: [root()],
    counts: 'held 1',
  },
  {
    title: 'narrowing another signal keeps three values',
    rule: 'signal s = other where x == "a"\nrule r { never { s } }',
    spans: [root(), under(2, 'other')],
    counts: 'unproven 1',
    witnesses: '2',
  },
  {
    title: 'a field hides the attribute of that name only where it has a value',
    rule: 'signal s = span "s" { x = y }\nrule r { each s as q always { q.x == "a" } }',
    spans: [root({ name: 's', attributes: { x: 'a' } }), under(2, 's', { attributes: { x: 'a', y: 'b' } })],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: 'an and chain that begins with has is trigger, then obligation',
    rule: 'rule r { trace.has(a) and has(b) and not c }',
    spans: [root({ name: 'a' }), under(2, 'b'), under(3, 'c')],
    counts: 'violated 1',
    witnesses: '3',
  },
  {
    title: 'anything else is an obligation of each trace',
    rule: 'rule r { a or b }',
    spans: [root(), { trace: 2, id: 2, name: 'a' }],
    counts: 'held 1 violated 1',
    witnesses: '1',
  },
  {
    title: 'q.has finds events, the span itself by other signals, and descendants',
    rule: 'rule r { each a as q where id == 1 always { q.has(e) and q.has(b) and q.has(span_a) and not q.has(a) } }\nsignal span_a = span "a"',
    spans: [
      { id: 1, name: 'a', attributes: { id: 1 }, events: [{ name: 'e', at: 2 }] },
      under(2, 'x'),
      { id: 3, parent: 2, name: 'b' },
    ],
    counts: 'held 1',
  },
  {
    title: 'has finds nothing in an incomplete trace: unknown in obligations, false in triggers',
    rule: 'rule r { when { not has(b) } always { not has(b) } }',
    spans: [root(), { id: 2, parent: 9, name: 'a' }],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'assume complete takes absence for evidence',
    rule: 'rule r { when { not has(b) } always { not has(b) } }',
    spans: [root(), { id: 2, parent: 9, name: 'a' }],
    counts: 'held 1',
    assumeComplete: true,
  },
  {
    title: 'possible matches make a count a range',
    rule: 'rule r { always { count(a).where(x == "1") <= 1 } never { count(a) > 3 } }',
    spans: [root(), under(2, 'a', { attributes: { x: '1' } }), under(3, 'a')],
    counts: 'unproven 1',
    witnesses: '2 3',
  },
  {
    title: 'services restrict what triggers',
    rule: 'rule r { services ["api-*"] each a as q always { has(b) } }',
    spans: [root({ name: 'a', service: 'api-1' }), under(2, 'a', { service: 'db' })],
    counts: 'violated 1',
    witnesses: '1',
  },
  {
    title: 'a group holds what shares a key across traces, and one occurrence breaks its bound',
    rule: 'rule r { per x always { count(a) <= 1 } }',
    spans: [1, 2, 3].map((trace) => ({
      trace,
      id: trace,
      name: 'a',
      start: trace,
      attributes: { x: trace === 2 ? 1 : '1' },
    })),
    counts: 'violated 1',
    witnesses: '2',
  },
  {
    title: 'a list puts its occurrence into the group of each element, and without a key it is unkeyed',
    rule: 'rule r { per x always { count(a) <= 1 } }',
    spans: [
      root({ name: 'a', attributes: { x: ['1', '2'] } }),
      under(2, 'a', { attributes: { x: '1' } }),
      under(3, 'a'),
    ],
    counts: 'held 1 violated 1 unkeyed 1',
    witnesses: '2',
  },
  {
    title: 'a sampled trace makes its groups incomplete',
    rule: 'rule r { per x always { count(a) <= 1 } }',
    spans: [root({ name: 'a', attributes: { x: '1' }, traceState: 'ot=th:c' })],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'each under per searches the group',
    rule: 'rule r { per x each a as q always { has(b) } }',
    spans: [
      { trace: 1, id: 1, name: 'a', attributes: { x: '1' } },
      { trace: 2, id: 2, name: 'b', attributes: { x: '1' } },
      { trace: 3, id: 3, name: 'a', attributes: { x: '2' } },
    ],
    counts: 'held 1 violated 1',
    witnesses: '3',
  },
  {
    title: 'overlapping windows of one verdict are one run',
    rule: 'rule r { per x window 10ms always { count(a) <= 1 } }',
    spans: [
      { trace: 9, id: 9, name: 'boot', start: -100 },
      ...[0, 4, 8, 30].map((start, i) => ({ trace: i + 1, id: i + 1, name: 'a', start, attributes: { x: '1' } })),
    ],
    counts: 'held 2 violated 1',
    witnesses: '2',
  },
  {
    title: 'a window that begins before the earliest span is cut: what more data could make true is unknown',
    rule: 'rule r { per x window 10ms always { count(a) <= 1 } }',
    spans: [{ id: 1, name: 'a', attributes: { x: '1' } }],
    counts: 'unproven 1',
  },
  {
    title: 'tumbling windows are aligned to the epoch, and empty ones are not judged',
    rule: 'rule r { per x window 10ms tumbling always { count(a) <= 1 } }',
    spans: [
      { trace: 9, id: 9, name: 'boot', start: -100 },
      ...[1, 9, 11, 35].map((start, i) => ({ trace: i + 1, id: i + 1, name: 'a', start, attributes: { x: '1' } })),
    ],
    counts: 'held 2 violated 1',
    witnesses: '2',
  },
  {
    title: 'of never, the matches; q is always first',
    rule: 'rule r { each a as q never { has(b) } }',
    spans: [{ id: 1, name: 'b' }, under(2, 'a', { events: [{ name: 'b', at: 0 }] })],
    counts: 'violated 1',
    witnesses: '2 2:b 1',
  },
];
