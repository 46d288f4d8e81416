import { expect, test } from 'vitest';
import { compileProject, convertYamlRules, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

const PACK = `# the seeds' file
rules:
  - id: data-isolation
    name: Queries filter by tenant
    severity: critical
    condition: |
      trace.has(database.query)
        and trace.has(tenant_filter).where(tenant_id == user.tenant_id)
    message: "No filter in {service}"
  - id: large-payment
    severity: warning
    condition: payment.amount > 1000 and payment.where(currency == USD, method in [stripe, square], verified)
  - id: no-admin
    condition: when { request.where(path contains admin) }
`;

/** Plans without what only says where something stands or how it was written. */
const meaning = (text: string, uri: string) => {
  const { plan, diagnostics } = compileProject({ files: [parseRuleFile(uri, text)], packs: PACKS });
  expect(diagnostics).toEqual([]);
  return JSON.stringify(plan.rules, (key, value) =>
    key === 'label' || key === 'origin' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
};

test('a YAML pack becomes a .fence file that means the same', () => {
  const { text, diagnostics } = convertYamlRules('file:///pack.yaml', PACK, PACKS);
  expect(diagnostics).toEqual([]);
  expect(text).toMatchInlineSnapshot(`
    "rule data-isolation "Queries filter by tenant" {
      severity critical

      when { trace.has(database.query) }
      always { trace.has(tenant_filter).where(tenant_id == user.tenant_id) }

      message "No filter in {service}"
    }

    rule large-payment {
      severity medium

      when { payment.where(amount > 1000) }
      always { payment.where(currency == "USD", method in ["stripe", "square"], verified) }
    }

    rule no-admin {
      never { request.where(path contains "admin") }
    }
    "
  `);
  expect(meaning(text, 'file:///pack.fence')).toBe(meaning(PACK, 'file:///pack.yaml'));
});

test('what has an error is left out and reported', () => {
  const { text, diagnostics } = convertYamlRules(
    'file:///pack.yaml',
    'rules:\n  - id: a\n    condition: has(\n  - id: b\n    condition: has(x)\n',
    PACKS,
  );
  expect(diagnostics).toMatchObject([{ line: 3, code: 'syntax' }]);
  expect(text).toContain('rule b');
});
