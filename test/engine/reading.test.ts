import { describe, expect, test } from 'vitest';
import { fetchRequestOf, readingOf, seenBy } from '../../engine';
import { otlpOf } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';

function read(text: string) {
  const plan = planOf(text);
  return readingOf(plan.rules[0]!, plan);
}

describe('how a rule is read', () => {
  test.each([
    ['always { span }', 'each trace'],
    ['each database.query as q always { exists(q.x) }', 'each database.query'],
    ['per tenant_id always { count(span) < 3 }', 'each group of one tenant_id'],
    ['per tenant_id, user.id always { count(span) < 3 }', 'each group of one tenant_id, user.id'],
    ['per tenant_id window 90s always { count(span) < 3 }', 'each run of windows of 90s of one tenant_id'],
    [
      'per tenant_id window 1h tumbling always { count(span) < 3 }',
      'each window of 1h, aligned to the epoch, of one tenant_id',
    ],
    ['per tenant_id each login as q always { exists(q.x) }', 'each login, among those of one tenant_id'],
    [
      'per tenant_id window 1min each login as q always { exists(q.x) }',
      'each login, among those of one tenant_id in a window of 1min',
    ],
  ])('%s judges %s', (body, subject) => {
    expect(read(`rule r { ${body} }`).subject).toBe(subject);
  });

  test('a plain chain is a trigger and an obligation', () => {
    const { triggers, obligations } = read('rule r { has(a) and has(b) and not has(c) }');
    expect(triggers).toEqual(['has(a)']);
    expect(obligations).toEqual([{ kind: 'always', condition: 'has(b) and not has(c)' }]);
  });

  test('what narrows `each` is part of the trigger', () => {
    const { triggers } = read('rule r { when { a } each b.where(x == 1) as q where q.y == 2 always { q.z } }');
    expect(triggers).toEqual(['x == 1', 'q.y == 2 and a']);
  });

  test.each([
    ['', 's', 'spans and events named s'],
    ['signal s = span', 's', 'spans'],
    ['signal s = event "e" where x == 1', 's', 'events named e where x == 1'],
    ['signal s = span "a" or event "b"', 's', 'spans named a or events named b'],
    ['signal s = from a until b by x', 's', 'from a until b'],
    ['signal t = span "a"  signal s = t where x == 1', 's', 't where x == 1'],
  ])('%s: %s is %s', (declarations, name, definition) => {
    const [signal] = read(`${declarations}\nrule r { always { ${name} } }`).signals;
    expect(signal).toMatchObject({ name, definition, declared: declarations !== '' });
  });
});

describe('what a rule sees', () => {
  test('matches of its signals, and how many rows have what it reads', () => {
    const plan = planOf(
      'signal s = a where x == 1\nrule r { always { s.where(y == resource.z) } }\nrule other { always { o } }',
    );
    const store = storeOf(
      otlpOf([
        { id: 1, name: 'a', attributes: { x: 1 } },
        { id: 2, name: 'a', attributes: { y: 1 } },
        { id: 3, name: 'b', attributes: { x: 1 }, events: [{ name: 'e', at: 1, attributes: { x: 2 } }] },
      ]),
      fetchRequestOf(plan),
    );
    const { signals, attributes } = seenBy(plan.rules[0]!, plan, store);
    expect(signals).toMatchObject([{ name: 's', certain: 1, possible: 1 }]);
    const own = attributes.filter(({ key }) => ['x', 'y', 'z'].includes(key));
    expect(own).toEqual([
      { scope: 'span', key: 'x', present: 2, rows: 3 },
      { scope: 'span', key: 'y', present: 1, rows: 3 },
      { scope: 'event', key: 'x', present: 1, rows: 1 },
      { scope: 'event', key: 'y', present: 0, rows: 1 },
      { scope: 'resource', key: 'z', present: 0, rows: 1 },
    ]);
  });

  test('intervals count like any other match', () => {
    const plan = planOf('signal s = from a until b by x\nrule r { always { s } }');
    const spans = [1, 2, 3].map((id) => ({ id, name: 'a', attributes: { x: id } }));
    const store = storeOf(otlpOf(spans), fetchRequestOf(plan));
    expect(seenBy(plan.rules[0]!, plan, store).signals).toMatchObject([{ name: 's', certain: 3, possible: 0 }]);
  });
});
