import { expect, test } from 'vitest';
import { compileProject, packUri, parseRuleFile } from '../../language';
import { differenceOf, runTest } from '../../rule-tests';
import { PACKS } from '../support/rules';

// The limits of the cheat sheet, to the last request: so many are held, one more is violated.

interface Limit {
  readonly tier: string;
  readonly rule: string;
  readonly limit: number;
  /** Within which all of them start. */
  readonly milliseconds: number;
}

const MINUTE = { rule: 'owasp-rate-per-minute', milliseconds: 50_000 };
const DAY = { rule: 'owasp-rate-per-day', milliseconds: 80_000_000 };
const BURST = { rule: 'owasp-burst', milliseconds: 900 };

const LIMITS: readonly Limit[] = [
  { tier: 'free', limit: 60, ...MINUTE },
  { tier: 'STARTER', limit: 300, ...MINUTE },
  { tier: 'Business', limit: 1_000, ...MINUTE },
  { tier: 'free', limit: 1_000, ...DAY },
  { tier: 'free', limit: 10, ...BURST },
  { tier: 'starter', limit: 50, ...BURST },
  { tier: 'business', limit: 100, ...BURST },
  { tier: 'enterprise', limit: 500, ...BURST },
];

test.each(LIMITS)(
  '$tier: $rule $limit',
  async (limit) => {
    expect(await differences(limit, limit.limit, 'held')).toEqual([]);
    expect(await differences(limit, limit.limit + 1, 'violated 1')).toEqual([]);
  },
  60_000,
);

// Too many to write out.
test.each([
  ['enterprise', 'requests_per_minute', 5_000],
  ['starter', 'requests_per_day', 10_000],
  ['business', 'requests_per_day', 100_000],
  ['enterprise', 'requests_per_day', 1_000_000],
])('%s: %s %d', (tier, name, limit) => {
  const tiers = PACKS.data('pack/owasp/tiers.yaml') ?? '';
  expect(tiers).toMatch(new RegExp(`${tier}:\\s*\\{[^}]*\\b${name}: ${limit},`));
});

async function differences(limit: Limit, count: number, verdict: string): Promise<readonly unknown[]> {
  const rules = 'pack/owasp/api';
  const text = `import "${rules}"\n${testOf(limit, count, verdict)}`;
  const files = [parseRuleFile(packUri(rules), PACKS.read(rules) ?? ''), parseRuleFile('file:///limits.fence', text)];
  const { tests, plan, diagnostics } = compileProject({ files, packs: PACKS });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const run = await runTest(tests[0]!, plan, { cwd: '/', assumeComplete: false });
  return run.expectations.filter(({ met }) => !met).map(differenceOf);
}

function testOf({ tier, rule, milliseconds }: Limit, count: number, verdict: string): string {
  const step = Math.floor((milliseconds * 1_000) / count);
  const requests = Array.from(
    { length: count },
    (_, index) =>
      `span r (kind: server, http.request.method: "GET", http.response.status_code: 200, user.tenant_id: "a", tenant.tier: "${tier}", start: ${index * step}us)`,
  );
  return `test "${tier}" { trace {\n${requests.join('\n')}\n} expect ${rule} ${verdict} }`;
}
