import { describe, expect, test } from 'vitest';
import { compileProject, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

const TIERS =
  'tiers:\n  free: { rpm: 60 }\n  gold: { rpm: 600 }\ntenants:\n  - { id: a, pool: p1 }\n  - { id: b, pool: p2 }\n';

function compile(text: string, data: Record<string, string> = { 'file:///rules/tiers.yaml': TIERS }) {
  const { plan, diagnostics } = compileProject({
    files: [parseRuleFile('file:///rules/r.fence', text)],
    packs: PACKS,
    loadData: (uri) => data[uri],
  });
  return {
    condition: plan.rules[0]?.obligations[0]?.condition,
    diagnostics: diagnostics.map(({ code, message }) => `${code}: ${message}`),
    plan,
  };
}

describe('loaded data', () => {
  test.each([
    ['a path', 't.tiers.free.rpm', { op: 'member', name: 'rpm', of: { op: 'member', name: 'free' } }],
    [
      'a record by a key of the data',
      't.tiers[q.tier].rpm',
      { op: 'member', name: 'rpm', of: { op: 'element', at: { op: 'attribute', key: 'tier' } } },
    ],
    ['a part of every element', 't.tenants[*].id', { op: 'member', name: 'id', of: { op: 'member', name: 'tenants' } }],
    [
      'records by condition',
      't.tenants.where(id == q.x).pool',
      {
        op: 'member',
        name: 'pool',
        of: { op: 'select', rows: 0, condition: { op: 'compare', left: { op: 'row', rows: 0, name: 'id' } } },
      },
    ],
  ])('%s', (_title, expression, expected) => {
    const { condition, diagnostics } = compile(
      `let t = load("tiers.yaml")\nrule r { each a as q always { q.y == ${expression} } }`,
    );
    expect(diagnostics).toEqual([]);
    expect(condition).toMatchObject({ right: expected });
  });

  test('a path that does not exist is an error, not an absent value', () => {
    expect(
      compile('let t = load("tiers.yaml")\nrule r { each a as q always { q.y == t.tiers.fre.rpm } }').diagnostics,
    ).toEqual(['no-such-path: The loaded data has no “fre” here. Did you mean “free”?']);
    expect(
      compile('let t = load("tiers.yaml")\nrule r { each a as q always { q.y == t.tiers[q.t].rps } }').diagnostics,
    ).toEqual(['no-such-path: The loaded data has no “rps” here. Did you mean “rpm”?']);
  });

  test('YAML that stands for gigabytes is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
      .join('\n')}\n`;
    const { diagnostics } = compile('let t = load("bomb.yaml")', { 'file:///rules/bomb.yaml': bomb });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatch(/^load: “bomb.yaml” can’t be read: Excessive alias count/);
  });
});

describe('relations and functions', () => {
  const conditionOf = (text: string) => {
    const { condition, diagnostics } = compile(`rule r { each a as q always { ${text} } }`);
    expect(diagnostics).toEqual([]);
    return condition;
  };

  test('relations narrow in the order they are written', () => {
    expect(conditionOf('has(b as x).before(q).where(y == 1).within(5s, q)')).toMatchObject({
      search: {
        source: {
          op: 'time',
          relation: 'within',
          distance: 5_000_000_000n,
          to: [0],
          of: { op: 'where', of: { op: 'time', relation: 'before', of: { op: 'signal' } } },
        },
      },
    });
    expect(conditionOf('has(b as x).where(has(c).between(x, q))')).toMatchObject({
      search: {
        slot: 1,
        source: { condition: { search: { source: { op: 'time', relation: 'between', to: [1, 0] } } } },
      },
    });
    expect(conditionOf('has(b).child_of(q)')).toMatchObject({
      search: { source: { op: 'structure', relation: 'child_of', to: 0 } },
    });
  });

  test('clock_skew is a param', () => {
    const { condition } = compile('param clock_skew = 5ms\nrule r { each a as q always { has(b).before(q) } }');
    expect(condition).toMatchObject({ search: { source: { clockSkew: 5_000_000n } } });
  });

  test('sequence is each after the last', () => {
    expect(conditionOf('sequence(b, c, d)')).toMatchObject({
      op: 'has',
      search: {
        source: {
          op: 'where',
          condition: {
            op: 'has',
            search: {
              source: {
                op: 'where',
                of: { op: 'time', relation: 'starts_after' },
                condition: { search: { source: { op: 'time', relation: 'starts_after' } } },
              },
            },
          },
        },
      },
    });
  });

  test.each([
    [
      'q.k matches template("tenant:{t}:{key}", t = q.tenant)',
      {
        op: 'matches-template',
        parts: ['tenant:', { name: 't', value: { key: 'tenant' } }, ':', { name: 'key', value: null }],
      },
    ],
    ['q.m contains any(["a", "b"], except = q.tenant)', { op: 'contains-any', except: { key: 'tenant' } }],
    ['looks_like(values(q), ssn)', { op: 'looks-like', of: { op: 'values', slot: 0 }, shape: 'ssn' }],
    ['glob(q.k, "a*")', { op: 'truthy', of: { op: 'call', function: 'glob' } }],
    ['q.k == template("x{t}", t = q.t)', { op: 'compare', right: { op: 'text' } }],
    [
      'json(q.body).user.id == 1',
      {
        op: 'compare',
        left: { op: 'member', name: 'id', of: { op: 'member', name: 'user', of: { op: 'call', function: 'json' } } },
      },
    ],
    [
      'exists(url(q.u).query["tenant_id"])',
      { op: 'exists', of: { op: 'element', at: { value: 'tenant_id' }, of: { op: 'member', name: 'query' } } },
    ],
    ['split(q.k, ":")[0] == "t"', { op: 'compare', left: { op: 'element', of: { function: 'split' } } }],
    ['duration(q.ms, "ms") < 5s', { op: 'compare', left: { function: 'duration' } }],
    ['q.span:start < time(q.t)', { op: 'compare', right: { function: 'time' } }],
    ['q.k == prefix(sha256(q.t), 16)', { op: 'compare', right: { function: 'prefix' } }],
    ['q.a.starts_with(lower(q.b))', { op: 'starts-with' }],
  ])('%s', (text, expected) => {
    expect(conditionOf(text)).toMatchObject(expected);
  });
});

test('exemptions see intrinsics, resource and what they name', () => {
  const { plan, diagnostics } = compile(
    'rule r { never { a } }\nexempt r where service == "migrator" and span.x == 1 until 2027-03-31 because "SEC-118"',
  );
  expect(diagnostics).toEqual([]);
  expect(plan.exemptions).toMatchObject([
    { rule: 'r', reason: 'SEC-118', until: BigInt(Date.UTC(2027, 3, 1)) * 1_000_000n - 1n },
  ]);
});

test('interval signals lend what they start with', () => {
  const { plan, diagnostics } = compile(
    'signal session = from session_created until session_destroyed by login.id\nrule r { each session as s always { s.user == 1 } }',
  );
  expect(diagnostics).toEqual([]);
  expect(plan.signals[plan.rules[0]!.signals[0]!]!.definition).toMatchObject({
    op: 'interval',
    fromKeys: [{ key: 'login.id' }],
    untilKeys: [{ key: 'login.id' }],
  });
});
