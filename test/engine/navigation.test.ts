import { describe, expect, it } from 'vitest';
import { fetchRequestOf, judge } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';
import { counts, only, verdicts } from './judging';

const ANSWERS: Readonly<Record<string, string>> = { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' };

/** Whether a condition on q, the only span named `q`, is true, false or unknown. */
function truth(condition: string, spans: readonly ShortSpan[], declarations = ''): string {
  const rule = `${declarations}\nrule r { each q as q always { ${condition} } }`;
  const outcome = verdicts(rule, spans, { assumeComplete: true });
  return ANSWERS[outcome] ?? outcome;
}

const root: ShortSpan = { id: 1, name: 'root', kind: 'server', attributes: { x: 'r' }, start: 0, duration: 9 };
const middle: ShortSpan = { id: 2, parent: 1, name: 'middle', attributes: { x: 'm' }, start: 1, duration: 1 };
const q = (more: Partial<ShortSpan> = {}): ShortSpan => ({ id: 3, parent: 2, name: 'q', start: 2, ...more });
const whole = [root, middle, q()];

describe('the way up', () => {
  it.each<[string, readonly ShortSpan[], string]>([
    ['q.parent.x == "m"', whole, 'true'],
    ['q.parent.parent.x == "r"', whole, 'true'],
    ['exists(q.parent.x)', [q({ parent: 9 })], 'unknown'],
    ['exists(q.parent.x)', [{ ...q(), kind: 'server', parent: 9 }], 'false'],
    ['q.root.x == "r"', whole, 'true'],
    ['q.root.x == "r"', [...whole, { id: 8, name: 'another' }], 'unknown'],
    ['q.trace:rootName == "root" and q.trace:rootService == "order-api"', whole, 'true'],
    ['exists(q.trace:rootName)', [...whole, { id: 8, name: 'another' }], 'unknown'],
    ['q.trace:duration == 9ms', whole, 'true'],
    ['q.span:childCount == 0 and q.parent.span:childCount == 1', whole, 'true'],
    ['q.span:parentID == "bbbbbbbbbbbbbbb2" and q.span:id == "bbbbbbbbbbbbbbb3"', whole, 'true'],
    ['exists(q.span:parentID)', [q({ parent: 9 })], 'unknown'],
    ['q.trace:id == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1"', whole, 'true'],
  ])('%s', (condition, spans, expected) => {
    expect(truth(condition, spans)).toBe(expected);
  });

  it.each<[string, readonly ShortSpan[], string]>([
    ['the nearest', [root, { ...middle, kind: 'consumer' }, q()], 'm'],
    ['the topmost where none is', [{ ...root, kind: 'internal' }, middle, q()], 'r'],
    ['never the span itself', [root, middle, q({ kind: 'server' })], 'r'],
  ])('entry is %s', (_, spans, expected) => {
    expect(truth(`entry.x == "${expected}"`, spans)).toBe('true');
  });

  it('entry is absent on the root and unknowable where the way is broken before one', () => {
    expect(truth('exists(entry.x)', [{ id: 3, name: 'q' }])).toBe('false');
    expect(truth('exists(entry.x)', [{ ...middle, parent: 9 }, q()])).toBe('unknown');
    expect(truth('entry.x == "m"', [{ ...middle, parent: 9, kind: 'server' }, q()])).toBe('true');
  });
});

describe('an inherited name', () => {
  const owner = 'inherited owner = owner ?? holder else entry.x';

  it.each<[string, readonly ShortSpan[], string]>([
    ['on the span itself', [root, middle, q({ attributes: { holder: 'own' } })], 'own'],
    ['on the nearest above', [root, { ...middle, attributes: { owner: 'up' } }, q()], 'up'],
    ['on the resource after all spans', [root, middle, q({ resource: { owner: 'shared' } })], 'shared'],
    ['by its fallback at last', whole, 'r'],
  ])('is found %s', (_, spans, expected) => {
    expect(truth(`q.owner == "${expected}"`, spans, owner)).toBe('true');
  });

  it('is remembered for each span apart', () => {
    const chain: ShortSpan[] = [
      { id: 1, name: 'q', attributes: { owner: 'a' } },
      { id: 2, parent: 1, name: 'q' },
      { id: 3, parent: 2, name: 'q', attributes: { owner: 'b' } },
      { id: 4, parent: 3, name: 'q', events: [{ name: 'e', at: 9, attributes: { owner: 'c' } }] },
    ];
    const rule = `inherited owner = owner
      rule r { each q as q always { q.owner == "a" } }
      rule s { each e as q always { q.owner == "c" } }`;
    expect(verdicts(rule, chain)).toBe('held 3 violated 2');
  });
});

describe('same source', () => {
  it.each<[string, string]>([
    ['q.x == q.y', 'false'],
    ['q.parent.x == q.parent.x', 'unknown'],
    ['q.resource.r == q.resource.r', 'unknown'],
    ['q.resource.r == q.parent.resource.r', 'true'],
    ['q.x + q.y == q.y + q.x', 'unknown'],
    ['q.x + q.y == q.y + q.y', 'false'],
    ['q.x in [q.x]', 'unknown'],
    ['q.x in [q.x, q.y]', 'true'],
    ['q.x starts_with q.x', 'unknown'],
    ['q.name == q.span:name', 'unknown'],
    ['q.service == q.resource.service.name', 'unknown'],
    ['q.owner == q.x', 'unknown'],
    ['q.owner == q.y', 'false'],
  ])('%s', (condition, expected) => {
    const spans = [
      { ...root, resource: { r: 'same' } },
      { ...middle, resource: { r: 'same' } },
      q({ attributes: { x: 3, y: 4 }, resource: { r: 'same' } }),
    ];
    expect(truth(condition, spans, 'inherited owner = x')).toBe(expected);
  });

  it('a key has none', () => {
    expect(verdicts('rule r { per x when { has(q) } always { x == x } }', [q({ attributes: { x: 1 } })])).toBe(
      'held 1',
    );
  });
});

describe('links', () => {
  const otlp = (links: object[], dropped = 0) => {
    const document = JSON.parse(otlpOf([q({ parent: undefined as never })]));
    Object.assign(document.resourceSpans[0].scopeSpans[0].spans[0], { links, droppedLinksCount: dropped });
    return JSON.stringify(document);
  };
  const link = (n: number, x?: string) => ({
    traceId: `${n}`.repeat(32),
    spanId: `${n}`.repeat(16),
    attributes: x === undefined ? [] : [{ key: 'x', value: { stringValue: x } }],
  });
  const answer = (condition: string, text: string) => {
    const plan = planOf(`rule r { each q as q always { ${condition} } }`);
    return ANSWERS[counts(judge(plan, storeOf(text, fetchRequestOf(plan)), { assumeComplete: true }))];
  };

  it.each<[string, object[], string]>([
    ['q.link.x == "a"', [link(1, 'a')], 'true'],
    ['q.link.x == "b"', [link(1, 'a'), link(2, 'b'), link(3)], 'true'],
    ['q.link.x != "b"', [link(1, 'a'), link(2, 'b')], 'false'],
    ['exists(q.link.x)', [link(1)], 'false'],
    [`q.link:traceID == "${'2'.repeat(32)}"`, [link(1), link(2)], 'true'],
    [`q.link:spanID == "${'1'.repeat(16)}"`, [link(1)], 'true'],
    ['exists(q.link:spanID)', [], 'false'],
  ])('%s', (condition, links, expected) => {
    expect(answer(condition, otlp(links))).toBe(expected);
  });

  it('that were dropped make absence unknowable', () => {
    expect(answer('exists(q.link.x)', otlp([], 1))).toBe('unknown');
    expect(answer('q.link.x == "a"', otlp([link(1, 'a')], 1))).toBe('true');
  });
});

describe('what belongs to an occurrence', () => {
  const tree: ShortSpan[] = [
    { id: 1, name: 'root', start: 0 },
    { id: 2, parent: 1, name: 'q', start: 5, events: [{ name: 'mark', at: 6 }] },
    // starts before its parent: hosts disagree about the time
    { id: 3, parent: 2, name: 'inner', start: 1 },
    { id: 4, parent: 3, name: 'leaf', start: 2, events: [{ name: 'deep', at: 6 }] },
    { id: 5, parent: 1, name: 'beside', start: 5, events: [{ name: 'elsewhere', at: 6 }] },
  ];

  it.each([
    ['q.has(mark) and q.has(inner) and q.has(leaf) and q.has(deep)', 'true'],
    ['q.has(root) or q.has(beside) or q.has(elsewhere)', 'false'],
    ['q.has(q)', 'false'],
    ['q.count(leaf) == 1', 'true'],
  ])('%s', (condition, expected) => {
    expect(truth(condition, tree)).toBe(expected);
  });

  it('is what its span has below, for an event', () => {
    const rule = (signal: string) => `rule r { each mark as e always { e.has(${signal}) } }`;
    for (const signal of ['q', 'inner', 'deep']) expect(verdicts(rule(signal), tree), signal).toBe('held 1');
    for (const signal of ['mark', 'root', 'beside']) expect(verdicts(rule(signal), tree), signal).toBe('violated 1');
  });

  it('is searched with q at hand', () => {
    const spans = tree.map((span) => ({ ...span, attributes: { x: span.id < 4 ? 'a' : 'b' } }));
    const finding = only(judgedWithin('always { q.has(leaf).where(x == q.x) }', spans));
    expect(finding.explanation[0]!.children[0]!.operands.map(({ value }) => value)).toEqual(['b', 'a']);
    expect(counts(judgedWithin('always { q.has(inner).where(x == q.x) }', spans))).toBe('held 1');
  });

  function judgedWithin(body: string, spans: readonly ShortSpan[]) {
    const plan = planOf(`rule r { each q as q ${body} }`);
    return judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)));
  }
});
