import { expect, test } from 'vitest';
import { judgeBoth, type Pair, show } from './compare';
import { shrink } from './shrink';

test('what fails is shown with nothing that it would fail without', () => {
  const pair: Pair = {
    rule: `let word = "a"
attribute who = k
signal picked = span where exists(v) { field = k ?? v }
rule r {
  services ["a*"]
  each picked as q where q.who == word and not (has(gamma))
  when { has(beta) or q.ok }
  never { q.n == 2 and (has(beta).during(q).where(k in ["a", "b"]) or q.who == "x") }
  always { has(beta).where(count(alpha) > 0) }
}
exempt r where kind == client because "x"`,
    spans: [
      { id: 1, name: 'alpha', service: 'api', duration: 9, attributes: { k: 'a', v: 1, n: 2, ok: true } },
      {
        id: 2,
        parent: 1,
        name: 'beta',
        kind: 'client',
        attributes: { k: ['b', 'c'] },
        links: ['1/1'],
        droppedEvents: 1,
      },
      { trace: 2, id: 3, name: 'other', events: [{ name: 'gamma', at: 3 }] },
    ],
    assumeComplete: true,
  };
  const smallest = shrink(pair, ({ rule, ...rest }) => {
    if (!rule.includes('during(q)')) return false;
    try {
      return judgeBoth({ rule, ...rest }).result.violated > 0;
    } catch {
      return false;
    }
  });
  expect(show(smallest)).toMatchInlineSnapshot(`
    "signal picked = span
    rule r {
      each picked as q 
      never { beta.during(q) }
      always { beta }
    }
    {"id":1,"name":"alpha"}
    "
  `);
});
