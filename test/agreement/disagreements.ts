import type { ShortSpan } from '../support/generate/otlp';
import type { Case } from './cases';

/** Each was found on a generated pair and made small, or told two readings apart that no pair did; what is expected is the language's word on it. */

const root = (more: Partial<ShortSpan> = {}): ShortSpan => ({ id: 1, name: 'alpha', ...more });
const under = (id: number, more: Partial<ShortSpan> = {}): ShortSpan => ({ id, parent: 1, name: 'beta', ...more });
const NAN = { double: Number.NaN };

export const NAMED: readonly Case[] = [
  {
    title: 'a group’s key is the key in `.where` on records too',
    rule: 'rule r { per k always { json("[{\\"k\\":\\"a\\",\\"most\\":0}, {\\"k\\":\\"b\\",\\"most\\":1}]").where(k == "b").most >= count(alpha) } }',
    spans: [root({ attributes: { k: 'a' } }), under(2, { name: 'alpha', attributes: { k: 'b' } })],
    counts: 'held 1 violated 1',
  },
  {
    title: 'a signal may have a name that begins with that of a let',
    rule: 'let plan = ["x"]\nsignal plan.work = span "alpha"\nrule r { always { trace.has(plan.work).where(n == 2) } }',
    spans: [root({ attributes: { n: 2 } })],
    counts: 'held 1',
  },
  {
    title: 'a number matches no template, and that it doesn’t is not known either',
    rule: 'rule r { each alpha as q always { q.n matches template("{t}", t = q.k) } }',
    spans: [root({ attributes: { n: 1, k: ['a', 'b'] } })],
    counts: 'unproven 1',
  },
  {
    title: 'what starts before an interval is not after it, though the interval’s end can’t be known',
    rule: 'signal lasting = from beta until gamma by owner\nrule r { each lasting as q never { has(alpha.after(q)).before(q) } }',
    spans: [root({ start: -5, duration: 0 }), under(2, { start: 0, droppedAttributes: 1 })],
    counts: 'held 1',
  },
  {
    title: 'free capital letters may be and-ed with conditions',
    rule: 'rule r { trace.count(alpha).where(k == X and v == "a", window=8ms) <= 1 }',
    spans: [
      { trace: 9, id: 9, name: 'boot', start: -100 },
      root({ start: 0, attributes: { k: 'a', v: 'a' } }),
      { trace: 2, id: 2, name: 'alpha', start: 0, attributes: { k: 'a', v: 'a' } },
      { trace: 3, id: 3, name: 'alpha', start: 0, attributes: { k: 'b', v: 'b' } },
    ],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: 'NaN is no key',
    rule: 'rule r { per k always { has(alpha) } }',
    spans: [root({ attributes: { k: NAN } }), under(2, { name: 'alpha', attributes: { k: [NAN, 'a'] } })],
    counts: 'held 1 unkeyed 1',
  },
  {
    title: 'an empty list is no key',
    rule: 'rule r { per k always { has(alpha) } }',
    spans: [root({ attributes: { k: [] } })],
    counts: 'unkeyed 1',
  },
  {
    title: 'what makes a narrowing of each true is shown where an obligation has nothing to show',
    rule: 'rule r { each beta.where(has(alpha)) as q always { has(gamma) } }',
    spans: [root(), under(2)],
    counts: 'violated 1',
    witnesses: '2 1',
  },
  {
    title: 'booleans have no order',
    rule: 'rule r { each alpha as q where k < "true" always { has(alpha) } }',
    spans: [root({ attributes: { k: false } })],
    counts: 'indeterminate 1',
  },
  {
    title: 'arithmetic on NaN is not computable',
    rule: 'rule r { each alpha as q where exists(k + 1) always { has(alpha) } }',
    spans: [root({ attributes: { k: NAN } })],
    counts: 'indeterminate 1',
  },
  {
    title: 'an empty status message is none',
    rule: 'rule r { each alpha as q where exists(span:statusMessage) always { has(alpha) } }',
    spans: [root()],
    counts: 'nothing',
  },
  {
    title: 'where a field named like an intrinsic has no value, the intrinsic is meant',
    rule: 'signal s = span "alpha" { status = n }\nrule r { each s as q where q.status == error always { has(gamma) } }',
    spans: [root({ status: 'error' }), under(2, { name: 'alpha', status: 'ok' })],
    counts: 'violated 1',
    witnesses: '1',
  },
  {
    title: 'number() reads what is written as a number, canonical or not',
    rule: 'rule r { each alpha as q always { number(k) == 1 } }',
    spans: [root({ attributes: { k: '1.0' } })],
    counts: 'held 1',
  },
  {
    title: 'where a field has no value, the one beneath it shows',
    rule: 'signal s = span "alpha" { field = k }\nsignal t = s or beta { field = v }\nrule r { each t as q always { q.field == "a" } }',
    spans: [root({ attributes: { k: 'a' } }), under(2, { attributes: { v: 'b' } })],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: "inside its own declaration a field's name is the field beneath",
    rule: 'signal s = span "alpha" { field = k }\nsignal t = s where exists(k) { field = field ?? v }\nrule r { each t as q always { q.field == "a" } }',
    spans: [root({ attributes: { k: 'a', field: 'raw' } })],
    counts: 'held 1',
  },
  {
    title: "a missing parent's id can't be known",
    rule: 'rule r { each alpha as q where exists(span:parentID) always { has(alpha) } }',
    spans: [root({ parent: 7 }), { trace: 2, id: 2, parent: 8, kind: 'server', name: 'alpha' }],
    counts: 'indeterminate 1',
    witnesses: '1',
  },
  {
    title: 'a key is as its earliest occurrence has it',
    rule: 'rule r { per k when { k contains "1" } always { has(alpha) } }',
    spans: [
      root({ start: 1, attributes: { k: 1 } }),
      { trace: 2, id: 2, start: 0, name: 'alpha', attributes: { k: '1' } },
    ],
    counts: 'held 1',
  },
  {
    title: 'a rule is exercised in a group by the group alone',
    rule: 'rule r { per k each beta as q always { not has(alpha) } }',
    spans: [root(), under(2, { attributes: { k: 'a' } })],
    counts: 'held 1 unkeyed 1',
  },
  {
    title: 'windows of two groups never make one run',
    rule: 'rule r { per k window 10ms when { has(beta) } never { has(alpha) or has(beta) } }',
    spans: [
      { trace: 9, id: 9, name: 'boot', start: -100 },
      { trace: 2, id: 2, name: 'beta', start: 0, attributes: { k: 'a' } },
      { trace: 3, id: 3, name: 'alpha', start: 20, attributes: { k: 'a' } },
      { trace: 4, id: 4, name: 'alpha', start: 21, attributes: { k: 'b' } },
    ],
    counts: 'violated 1',
    witnesses: '2',
  },
  {
    title: 'whether a sum of possible matches without the value exists is unknown',
    rule: 'signal s = alpha where v == "a"\nrule r { always { exists(sum(s.n)) } }',
    spans: [root()],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'a sum of text that is no number is skipped like an absent one',
    rule: 'rule r { always { sum(alpha.n) >= 0 } }',
    spans: [root({ attributes: { n: 'x' } })],
    counts: 'unproven 1',
  },
  {
    title: 'what equals nothing is one more value',
    rule: 'rule r { always { exists(only(alpha.n)) } }',
    spans: [root({ attributes: { n: NAN } }), under(2, { name: 'alpha', attributes: { n: 1 } })],
    counts: 'unproven 1',
  },
  {
    title: 'a range never compares with NaN',
    rule: 'signal s = alpha where v == "a"\nrule r { always { sum(s.n) < only(beta.n) } }',
    spans: [root({ attributes: { n: 1 } }), under(2, { attributes: { n: NAN } })],
    counts: 'unproven 1',
  },
  {
    title: 'the resource is asked before what stands after else',
    rule: 'inherited keeper = keeper else entry.k\nrule r { each beta as q always { q.keeper == "b" } }',
    spans: [root({ kind: 'server', attributes: { k: 'a' } }), under(2, { resource: { keeper: 'b' } }), under(3)],
    counts: 'held 1 violated 1',
    witnesses: '3',
  },
  {
    title: 'in an incomplete trace the only value of what was skipped may still exist',
    rule: 'rule r { always { exists(only(alpha.n)) } }',
    spans: [root({ droppedEvents: 1 })],
    counts: 'unproven 1',
  },
  {
    title: 'a sliding window beside each begins at its earliest occurrence',
    rule: 'rule r { per k window 4ms each beta as q never { has(alpha) } }',
    spans: [
      { trace: 9, id: 9, name: 'boot', start: -100 },
      root({ start: 0, attributes: { k: 'a' } }),
      under(2, { start: 3, attributes: { k: 'a' } }),
      { trace: 2, id: 3, name: 'beta', start: 5, attributes: { k: 'a' } },
    ],
    counts: 'held 1 violated 1',
    witnesses: '2 1',
  },
  {
    title: 'what is open has not ended at the last instant of the input',
    rule: 'signal s = from alpha until gamma by k\nrule r { each s as q never { has(beta).during(q) } }',
    spans: [root({ attributes: { k: 'a' } }), under(2, { start: 10, duration: 0 })],
    counts: 'violated 1',
    witnesses: '1 2',
  },
  {
    title: 'what is open is before nothing',
    rule: 'signal s = from alpha until gamma by k\nrule r { each beta as q never { has(s).before(q) } }',
    spans: [root(), under(2, { start: 10, duration: 0 })],
    counts: 'held 1',
  },
  {
    title: 'a candidate that dropped links may be linked, however complete the input',
    rule: 'rule r { each alpha as q always { has(beta).linked_to(q) } }',
    spans: [root(), under(2, { droppedLinks: 1 })],
    counts: 'unproven 1',
    assumeComplete: true,
  },
  {
    title: 'a text that fills its own template proves nothing',
    rule: 'rule r { each alpha as q always { q.k matches template("{t}", t = q.k) } }',
    spans: [root({ attributes: { k: 'a' } })],
    counts: 'unproven 1',
  },
  {
    title: 'what has another type than text contains none of several texts',
    rule: 'rule r { each alpha as q never { q.k contains any(["a", "b"], except = q.v) } }',
    spans: [root({ attributes: { k: true } })],
    counts: 'held 1',
  },
  {
    title: 'of a sequence its first step is shown',
    rule: 'rule r { never { sequence(alpha, beta, gamma) } }',
    spans: [root(), under(2), under(3, { name: 'gamma' })],
    counts: 'violated 1',
    witnesses: '1',
  },
  {
    title: 'a trace is asked for its own duration',
    rule: 'rule r { when { trace:rootName == "alpha" } always { trace:duration < 3ms } }',
    spans: [root({ duration: 2 }), { trace: 2, id: 2, name: 'alpha', duration: 3 }],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: 'a condition on a trace reads its only root',
    rule: 'rule r { alpha and root.k == "a" }',
    spans: [root({ attributes: { k: 'a' } }), { trace: 2, id: 2, name: 'alpha' }, { trace: 2, id: 3, name: 'alpha' }],
    counts: 'held 1 unproven 1',
    witnesses: '2 3',
  },
  {
    title: 'how far the bounds of instants are apart is bounded too',
    rule: 'rule r { always { max(alpha.span:start) - min(beta.span:start) < 1ms } }',
    spans: [root({ start: 1, droppedEvents: 1 }), under(2, { start: 0 })],
    counts: 'violated 1',
    witnesses: '1',
  },
  {
    title: 'the records of a parsed list are narrowed',
    rule: 'rule r { each alpha as q always { json(q.body).where(id == q.k).n == 1 } }',
    spans: [
      root({ attributes: { k: 'b', body: '[{"id":"a","n":2},{"id":"b","n":1}]' } }),
      { trace: 2, id: 2, name: 'alpha', attributes: { k: 'a', body: '[{"id":"a","n":2},{"id":"b","n":1}]' } },
    ],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: 'what is no record or list has no records to narrow',
    rule: 'rule r { each alpha as q never { json(q.body).where(id == "a").n == 1 } }',
    spans: [root({ attributes: { body: '"a"' } })],
    counts: 'unproven 1',
  },
  {
    title: 'a record of a loaded list by its place',
    rule: 'let plans = load("plans.yaml")\nrule r { each alpha as q always { plans.tenants[q.n].id == q.k } }',
    spans: [root({ attributes: { n: 1, k: 'b' } }), under(2, { name: 'alpha', attributes: { n: '0', k: 'b' } })],
    counts: 'held 1 violated 1',
    witnesses: '2',
  },
  {
    title: 'lists within a list stand for their elements, as keys too',
    rule: 'rule r { per link.k always { count(alpha) <= 1 } }',
    spans: [
      root({
        links: [
          { to: '2/2', attributes: { k: 'a' } },
          { to: '2/2', attributes: { k: ['b', 'c'] } },
        ],
      }),
      { trace: 2, id: 2, name: 'alpha', links: [{ to: '1/1', attributes: { k: 'c' } }] },
    ],
    counts: 'held 2 violated 1',
    witnesses: '2',
  },
  {
    title: 'of a list that may lack elements none is known by its place',
    rule: 'rule r { each alpha as q always { values(q)[0] == "a" } }',
    spans: [root({ attributes: { k: 'a' }, droppedAttributes: 1 })],
    counts: 'unproven 1',
  },
  {
    title: 'a query that is not written is absent',
    rule: 'rule r { each alpha as q always { exists(url(q.k).query) } }',
    spans: [root({ attributes: { k: '/x' } }), under(2, { name: 'alpha', attributes: { k: '/x?' } })],
    counts: 'held 1 violated 1',
    witnesses: '1',
  },
  {
    title: 'whether a number that is only possible is in a list is not known',
    rule: 'signal s = alpha where v == "a"\nrule r { always { count(s) not in [0] } never { count(s) in [1, "x"] } }',
    spans: [root()],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'what is only possible may lower a sum',
    rule: 'signal s = alpha where v == "a"\nrule r { always { sum(s.n) >= 0 } }',
    spans: [root({ attributes: { n: -1 } })],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'equal numbers and texts are one value among several',
    rule: 'rule r { always { distinct(alpha.n) == 1 } }',
    spans: [root({ attributes: { n: 1 } }), under(2, { name: 'alpha', attributes: { n: '1' } })],
    counts: 'held 1',
  },
  {
    title: 'a number ends with none of several texts',
    rule: 'rule r { each alpha as q never { q.n.ends_with(q.k) } }',
    spans: [root({ attributes: { n: 1, k: ['1'] } })],
    counts: 'held 1',
  },
  {
    title: 'what has another key ends no interval, though a second key can’t be known',
    rule: 'signal s = from alpha until gamma by k, n\nrule r { each s as q always { q.span:duration < 5ms } never { has(beta).after(q) } }',
    spans: [
      root({ attributes: { k: 'a', n: 1 } }),
      { id: 2, parent: 1, name: 'gamma', start: 3, attributes: { k: 'b' }, droppedAttributes: 1 },
      under(3, { start: 5 }),
    ],
    counts: 'unproven 1',
    witnesses: '1',
  },
  {
    title: 'and so there is no silence behind it',
    rule: 'signal s = from alpha until gamma by k, n\nrule r { always { gap(s) <= 3ms } }',
    spans: [
      root({ attributes: { k: 'a', n: 1 } }),
      { id: 2, parent: 1, name: 'gamma', start: 3, attributes: { k: 'b' }, droppedAttributes: 1 },
    ],
    counts: 'held 1',
  },
  {
    title: 'what only a message of a group counts is in the group',
    rule: `rule r {
  per k
  always { count(alpha) <= 1 }
  message "{count(beta)} of beta"
  context { all = count(alpha) + count(beta) }
}`,
    spans: [
      { id: 1, name: 'alpha', attributes: { k: 'a' } },
      { id: 2, name: 'alpha', attributes: { k: 'a' } },
      { id: 3, name: 'beta', attributes: { k: 'a' } },
      { id: 4, name: 'beta', attributes: { k: 'b' } },
    ],
    counts: 'held 1 violated 1',
  },
  {
    title: 'a message reads the fields of signals only on what they match',
    rule: `signal first = span "alpha" { field = v }
rule r { always { trace.has(first) } message "{field}" }`,
    spans: [{ id: 1, name: 'beta', attributes: { v: 'not a field', field: 'an attribute' } }],
    counts: 'violated 1',
  },
  {
    title: 'a message is read on what an interval begins with, where nothing else is shown',
    rule: `signal lasting = from alpha until beta by k
rule r {
  per k window 4ms
  always { has(gamma) }
  never { count(lasting) < 1 }
  message "{name} took {span:duration}"
}`,
    spans: [{ id: 1, name: 'alpha', attributes: { k: 'a' }, duration: 2 }],
    counts: 'unproven 1',
  },
  {
    title: 'a name that a let begins like is a signal where one is searched for',
    rule: `let work = "a"
param soon = 2ms
rule r { each work.item as s always { not has(work.item).within(soon, s) and work.item and count(work.item) == 2 } }`,
    spans: [
      { id: 1, name: 'work.item', start: 0 },
      { id: 2, name: 'work.item', start: 5 },
    ],
    counts: 'held 2',
  },
  {
    title: 'a peak of durations is told in seconds, the one furthest from its bound',
    rule: 'rule r { per k window 4ms always { max(alpha.duration) < 1ms and count(alpha) < 9 } }',
    spans: [
      { id: 1, name: 'alpha', attributes: { k: 'a' }, start: 0, duration: 2 },
      { id: 2, name: 'alpha', attributes: { k: 'a' }, start: 2, duration: 2500 },
      { id: 3, name: 'alpha', attributes: { k: 'a' }, start: 5, duration: 30 },
    ],
    counts: 'violated 1',
  },
  {
    title: 'what dropped links may have linked to what a trigger looks from',
    rule: 'rule r { each alpha as q when { has(beta).linked_to(q) } never { q.k == "a" } }',
    spans: [
      { id: 1, name: 'alpha', attributes: { k: 'a' } },
      { id: 2, name: 'beta', droppedLinks: 1 },
    ],
    counts: 'indeterminate 1',
  },
  {
    title: 'what an event inherits and what it has itself are one attribute, and prove nothing beside each other',
    rule: `inherited keeper = v
rule r { alpha.where(keeper <= v) }`,
    spans: [{ id: 1, name: 'alpha', events: [{ name: 'alpha', attributes: { v: 1 }, at: 14 }] }],
    counts: 'unproven 1',
  },
  {
    title: 'a search in the condition of each looks into the trace of the candidate',
    rule: 'signal happened = event\nrule r { each alpha.where(gap(happened) > 3ms) as q never { `__proto__` } }',
    spans: [
      { id: 1, name: 'beta', events: [{ name: 'alpha', at: 7 }] },
      { id: 2, trace: 2, name: 'alpha' },
    ],
    counts: 'indeterminate 1',
  },
  {
    title: 'an event has what is below its span, and none of the events beside it',
    rule: 'signal any = seen or beta\nrule r { each seen as q always { q.count(any) == 2 } always { q.has(beta) } }',
    spans: [
      root({ events: [1, 2, 3, 4].map((at) => ({ name: 'seen', at })) }),
      under(2, { start: 3 }),
      under(3, { name: 'gamma', start: 4, events: [{ name: 'seen', at: 5 }] }),
    ],
    counts: 'held 4 violated 1',
  },
  {
    title: 'what equals nothing, not even itself, names no host whose clock two spans have in common',
    rule: 'param clock_skew = 2ms\nrule r { each beta as q never { gamma.during(q) } }',
    spans: [
      under(2, { start: 9, resource: { 'host.name': NAN } }),
      under(3, { name: 'gamma', start: 9, resource: { 'host.name': NAN } }),
    ],
    counts: 'unproven 1',
  },
  {
    title:
      'the root’s service is the service of the root, and its name is its name: beside each other they prove nothing',
    rule: `rule r {
  each alpha as q
  always { q.service == q.trace:rootService and q.span:name starts_with q.trace:rootName }
}`,
    spans: [
      { id: 1, name: 'alpha' },
      { id: 2, parent: 1, name: 'alpha' },
    ],
    counts: 'held 1 unproven 1',
  },
];
