import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf } from '../support/generate/otlp';
import { ringfence } from './capture';

const rules = `rule owned "Queries are for the user's tenant" {
  severity high
  services ["shop*"]
  each database.query as q where q.table == "documents"
  always { q.tenant_id == q.user.tenant_id }
  never { q.has(nobody.knows) }
  message "{q.tenant_id} instead of {q.user.tenant_id}"
  context { text = q.query }
}
rule other { always { span } }
`;

/** A request by a user of tenant a, with a query on documents. */
function request(trace: number, tenant: string | null) {
  const attributes = {
    table: 'documents',
    'db.query.text': 'SELECT 1',
    ...(tenant === null ? {} : { tenant_id: tenant }),
  };
  const service = { 'service.name': 'shop-api' };
  return [
    {
      trace,
      id: 1,
      name: 'api.request',
      kind: 'server',
      attributes: { 'user.tenant_id': 'a' },
      start: trace * 1000,
      resource: service,
    },
    {
      trace,
      id: 2,
      parent: 1,
      name: 'database.query',
      kind: 'client',
      attributes,
      start: trace * 1000 + 1,
      resource: service,
    },
  ] as const;
}

const TRACE_3 = `${'a'.repeat(31)}3`;
const traces = otlpOf([...request(1, 'a'), ...request(2, 'b'), ...request(3, null)]);

async function explain(...argv: string[]) {
  const cwd = temporaryFolder({ 'a.fence': rules, 'traces/t.json': traces });
  return await ringfence(['explain', ...argv, '--traces', 'traces'], { cwd });
}

describe('explain', () => {
  test('says how a rule is read, what it had to judge by, what it found and why', async () => {
    const { code, stdout, stderr } = await explain('owned');
    await expect(stdout).toMatchFileSnapshot('golden/explain.txt');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('--trace keeps the verdicts of one trace', async () => {
    const { stdout } = await explain('owned', '--trace', TRACE_3);
    expect(stdout).toContain('? unproven');
    expect(stdout).not.toContain('✗ violated');
    expect(stdout).toContain(`1 verdict listed in traces ${TRACE_3}`);
  });

  test('writes JSON', async () => {
    const { stdout } = await explain('owned', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      rule: { id: 'owned', title: "Queries are for the user's tenant", severity: 'high', place: 'a.fence:1' },
      reading: {
        subject: 'each database.query',
        services: ['shop*'],
        triggers: ['q.table == "documents"'],
        obligations: [
          { kind: 'always', condition: 'q.tenant_id == q.user.tenant_id' },
          { kind: 'never', condition: 'q.has(nobody.knows)' },
        ],
      },
      signals: [
        { name: 'database.query', declared: true, certain: 3, possible: 0 },
        {
          name: 'nobody.knows',
          declared: false,
          certain: 0,
          possible: 0,
          definition: 'spans and events named nobody.knows',
        },
      ],
      counts: { checked: 3, held: 1, violated: 1, unproven: 1 },
      findings: [{ verdict: 'violated' }, { verdict: 'unproven', missing: [{ name: 'tenant_id', reason: 'absent' }] }],
    });
  });

  test('lists twenty verdicts, or all', async () => {
    const many = otlpOf(Array.from({ length: 25 }, (_, index) => request(index + 1, 'b')).flat());
    const cwd = temporaryFolder({ 'a.fence': rules, 't.json': many });
    const argv = ['explain', 'owned', '--traces', 't.json'];
    const few = await ringfence(argv, { cwd });
    expect(few.stdout.split('✗ violated')).toHaveLength(21);
    expect(few.stdout).toContain('… and 5 more (--all lists them)');
    const all = await ringfence([...argv, '--all'], { cwd });
    expect(all.stdout.split('✗ violated')).toHaveLength(26);
  });

  test.each<[string, string[], string]>([
    ['no rule', [], 'name a rule'],
    ['a misspelt rule', ['owed'], 'There is no rule "owed" that compiles. Did you mean “owned”?'],
    ['what is no trace id', ['owned', '--trace', 'xyz'], '--trace is a trace id or the beginning of one'],
  ])('refuses %s', async (_what, argv, message) => {
    const { code, stderr } = await explain(...argv);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('problems with traces end in 3, and what could be read is explained', async () => {
    const cwd = temporaryFolder({ 'a.fence': rules, 't.json': `${traces}\n{"resourceSpans": [` });
    const { code, stdout } = await ringfence(['explain', 'owned', '--traces', 't.json'], { cwd });
    expect(stdout).toContain('3 checked, 1 held, 1 violated, 1 unproven');
    expect(stdout).toContain('problems\n');
    expect(code).toBe(3);
  });
});
