import { describe, expect, test } from 'vitest';
import { planOf } from '../support/rules';
import { WHITEPAPER, whitepaperRule } from '../support/whitepaper';

describe('the whitepaper’s rule expressions compile verbatim', () => {
  test.each(Object.keys(WHITEPAPER))('%s', (id) => {
    const { rules } = planOf(whitepaperRule(id));
    expect(rules.map((rule) => rule.id)).toEqual([id]);
  });

  test('A and B is a trigger and an obligation', () => {
    const [rule] = planOf(whitepaperRule('data-isolation')).rules;
    expect(rule!.trigger).toMatchObject({ op: 'has', label: 'trace.has(database.query)' });
    expect(rule!.obligations).toMatchObject([{ kind: 'always', condition: { op: 'has' } }]);
  });

  test('the window form groups by the attribute that is compared with a free capital letter', () => {
    const [rule] = planOf(whitepaperRule('rate-limit-isolation')).rules;
    expect(rule!.group).toMatchObject({
      keyNames: ['tenant_id'],
      window: { nanoseconds: 60_000_000_000n, tumbling: false },
    });
    expect(rule!.trigger).toBeNull();
    expect(rule!.obligations).toMatchObject([
      {
        kind: 'always',
        condition: {
          op: 'compare',
          operator: '<=',
          left: { op: 'aggregate', function: 'count', search: { source: { op: 'signal' } } },
          right: { op: 'literal', value: 3 },
        },
      },
    ]);
  });

  test('the window form means what per … window means', () => {
    const written = planOf(whitepaperRule('rate-limit-isolation')).rules[0]!;
    const long = planOf(
      'param rate_limit = 3\nrule rate-limit-isolation { per tenant_id window 1min always { count(api.request) <= rate_limit } }',
    ).rules[0]!;
    const unlabelled = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (key, part) =>
          key === 'label' || key === 'origin' ? undefined : typeof part === 'bigint' ? `${part}n` : part,
        ),
      );
    expect(unlabelled(written)).toEqual(unlabelled(long));
  });

  test('status beside numbers is the attribute, never the span’s status', () => {
    const [rule] = planOf('rule r { always { span.where(status in [403, 404]) } }').rules;
    expect(JSON.stringify(rule)).toContain('"key":"status"');
    expect(JSON.stringify(rule)).not.toContain('span:status');
  });
});
