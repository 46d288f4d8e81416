import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { ringfence, root } from './capture';

const startup = readFileSync(join(root, 'samples/prism/saas-startup/prism.yaml'), 'utf8');
const minimal = 'deployment:\n  model: multi_tenant\n';
const everything = readFileSync(join(root, 'packs/prism/prism.yaml'), 'utf8');

const violating = ['saas-startup', 'enterprise-healthcare', 'hybrid-platform'].map((sample) =>
  join(root, 'samples/prism', sample, 'traces/violating.jsonl'),
);

/** `init` in a folder with this configuration. */
function init(yaml: string, ...more: string[]) {
  return ringfence(['init', '--from', 'prism.yaml', ...more], { cwd: temporaryFolder({ 'prism.yaml': yaml }) });
}

/** The folder of a configuration with the rules that were written for it. */
async function adopted(yaml: string): Promise<string> {
  const cwd = temporaryFolder({ 'prism.yaml': yaml });
  const { code, stderr } = await ringfence(['init', '--from', 'prism.yaml', '--output', 'isolation.fence', '--quiet'], {
    cwd,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return cwd;
}

function ruleIds(text: string): string[] {
  return [...text.matchAll(/^rule ([\w-]+)/gm)].map(([, id]) => id!);
}

describe.each([
  {
    sample: 'saas-startup',
    violated: [
      'prism-authenticated',
      'prism-connection-one-namespace',
      'prism-connections-per-namespace',
      'prism-identity-namespace',
      'prism-redis-key',
    ],
  },
  {
    sample: 'enterprise-healthcare',
    violated: [
      'prism-audit-exported',
      'prism-audit-per-access',
      'prism-audit-retention',
      'prism-audit-rows',
      'prism-backend-tls',
      'prism-certificate-verified',
      'prism-client-certificate',
      'prism-connection-one-session',
      'prism-dedicated-backend',
      'prism-dedicated-instance',
      'prism-deployment-tenant',
      'prism-pii-encrypted',
      'prism-session-count',
      'prism-short-session',
    ],
  },
  {
    sample: 'hybrid-platform',
    violated: [
      'prism-connections-per-tier',
      'prism-contract-dedicated',
      'prism-dedicated-backend',
      'prism-tier-deployment',
      'prism-tier-isolation',
      'prism-tier-pool',
      'prism-tier-revenue',
    ],
  },
])('samples/prism/$sample', ({ sample, violated }) => {
  const cwd = join(root, 'samples/prism', sample);
  const judged = async (traces: string) =>
    JSON.parse((await ringfence(['check', '--traces', traces, '--format', 'json'], { cwd })).stdout);

  test('init writes the rules that lie there', async () => {
    const { code, stdout, stderr } = await ringfence(['init', '--from', 'prism.yaml'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(cwd, 'isolation.fence'), 'utf8'));
  });

  test('they hold on what conforms, and nothing is left open', async () => {
    const { summary } = await judged('traces/conforming.jsonl');
    expect(summary).toMatchObject({ violated: 0, unproven: 0, indeterminate: 0 });
    expect(summary.held).toBeGreaterThan(40);
  });

  test('they find what was put in', async () => {
    const { violations, summary } = await judged('traces/violating.jsonl');
    expect(summary).toMatchObject({ unproven: 0, indeterminate: 0 });
    expect([...new Set(violations.map((each: { rule_id: string }) => each.rule_id))].sort()).toEqual(violated);
  });

  test('check prints what expected.txt says', async () => {
    const { code, stdout, stderr } = await ringfence(['check'], { cwd });
    expect(stdout).toBe(readFileSync(join(cwd, 'expected.txt'), 'utf8'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});

describe('the file', () => {
  test.each([
    ['with little in it', minimal],
    ['with everything', everything],
    ['of a startup', startup],
    [
      'with sections of the wrong kind',
      `${minimal}proxy: 5\nbackends: []\nproxy_pools: none\ncompliance:\naudit: yes\n`,
    ],
  ])('for a configuration %s compiles, is laid out and judges', async (_, yaml) => {
    const cwd = await adopted(yaml);
    expect(await ringfence(['lint'], { cwd })).toMatchObject({ code: 0 });
    expect(await ringfence(['fmt', '--check'], { cwd })).toMatchObject({ code: 0 });
    const { stdout, stderr } = await ringfence(['check', '--format', 'json', '--traces', ...violating], { cwd });
    expect(stderr).toBe('');
    const { summary, rules } = JSON.parse(stdout);
    expect(summary.checked).toBeGreaterThan(20);
    // what a configuration doesn't say must not make a trigger unknown
    expect(rules.filter((rule: { indeterminate: number }) => rule.indeterminate > 0)).toEqual([]);
  });

  test('has the rules that fit and names those that don’t', async () => {
    const few = ruleIds((await init(minimal)).stdout);
    const most = ruleIds((await init(everything)).stdout);
    expect(most).toEqual(expect.arrayContaining(few));
    expect(few).toContain('prism-tenant-labelled');
    expect(few).not.toContain('prism-redis-key');
    expect(ruleIds((await init(startup)).stdout)).toContain('prism-redis-key');
    const single = await init(
      'deployment: { model: single_tenant, tenant_id: a }\nproxy: { isolation_level: session }\n',
    );
    expect(ruleIds(single.stdout)).toContain('prism-connection-one-session');
    expect(ruleIds(single.stdout)).not.toContain('prism-noisy-neighbour');
    expect(single.stdout).toMatch(/Left out, .*\n(?:\/\/ .*\n)*.*prism-noisy-neighbour/);
  });

  test.each([['saas-startup'], ['enterprise-healthcare'], ['hybrid-platform']])(
    'leaves out what the whole pack would not judge either: %s',
    async (sample) => {
      const yaml = readFileSync(join(root, 'samples/prism', sample, 'prism.yaml'), 'utf8');
      const fitting = ruleIds((await init(yaml, '--quiet')).stdout);
      const cwd = temporaryFolder({
        'prism.yaml': yaml,
        'prism.fence': 'import "pack/prism/vocabulary"\n\nlet prism = load("prism.yaml")\n',
        'ringfence.json': '{ "rules": ["pack/prism", "prism.fence"] }',
      });
      const { stdout, stderr } = await ringfence(['check', '--format', 'json', '--traces', ...violating], { cwd });
      expect(stderr).toBe('');
      const { rules } = JSON.parse(stdout);
      const judged = rules.filter(
        ({ checked, indeterminate }: Record<string, number>) => checked! + indeterminate! > 0,
      );
      expect(judged.length).toBeGreaterThan(15);
      expect(judged.filter(({ id }: { id: string }) => !fitting.includes(id))).toEqual([]);
      expect(rules.length).toBeGreaterThan(fitting.length);
    },
  );

  test('reads the configuration when it judges', async () => {
    const cwd = await adopted(startup);
    writeFileSync(join(cwd, 'prism.yaml'), startup.replace('tenant:{tenant_id}:{key}', '{tenant_id}/{key}'));
    const traces = join(root, 'samples/prism/saas-startup/traces/conforming.jsonl');
    const { stdout } = await ringfence(['check', '--rule', 'prism-redis-key', '--format', 'json', '--traces', traces], {
      cwd,
    });
    expect(JSON.parse(stdout).summary).toMatchObject({ violated: 6, held: 0 });
  });

  test('has the tenant label and the tenant column', async () => {
    const yaml = `${everything.replace('tenant_column: tenant_id', 'tenant_column: org_id').replace('tenant_label: prism_tenant_id', 'tenant_label: acme.tenant-label')}`;
    const cwd = await adopted(yaml);
    const text = readFileSync(join(cwd, 'isolation.fence'), 'utf8');
    expect(text).toContain('= `acme.tenant-label`\n');
    expect(text).toContain('.filters("org_id")');
    expect(text).not.toMatch(/seed_\d/);
    expect(await ringfence(['lint'], { cwd })).toMatchObject({ code: 0 });
  });

  test('is written beside the configuration or above, and not over another', async () => {
    const cwd = temporaryFolder({ 'config/prism.yaml': startup, 'mine.fence': '// mine\n' });
    const from = ['init', '--from', 'config/prism.yaml'];
    expect((await ringfence(from, { cwd })).stdout).toContain('let prism = load("config/prism.yaml")');
    const refused = await ringfence([...from, '--output', 'mine.fence'], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('mine.fence: it is there already');
    expect(readFileSync(join(cwd, 'mine.fence'), 'utf8')).toBe('// mine\n');
    expect(await ringfence([...from, '--output', 'mine.fence', '--force'], { cwd })).toMatchObject({ code: 0 });
    expect(ruleIds(readFileSync(join(cwd, 'mine.fence'), 'utf8')).length).toBeGreaterThan(20);
    mkdirSync(join(cwd, 'rules'));
    const away = await ringfence([...from, '--output', 'rules/a.fence'], { cwd });
    expect(away).toMatchObject({ code: 2 });
    expect(away.stderr).toContain('rules load no other files');
    expect((await ringfence([...from, '--output', 'config'], { cwd })).code).toBe(2);
  });
});

describe('a configuration that can’t be used', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]\n`)
    .join('')}deployment: { model: hybrid }\n`;

  test.each([
    ['malformed', 'deployment:\n  model: [hybrid\n', /^prism\.yaml:\d+:\d+: error yaml: /],
    ['two of a key', 'deployment: {}\ndeployment: {}\n', /^prism\.yaml:2:1: error yaml: /],
    ['a bomb', bomb, /^prism\.yaml: error yaml: .*alias/i],
    ['deeper than the stack', `deployment: ${'['.repeat(50_000)}`, /^prism\.yaml:.* error yaml: /],
    ['empty', '', /^prism\.yaml: error no-configuration: /],
    ['no YAML of Prism’s', 'rules:\n  - id: a\n    condition: b\n', /^prism\.yaml:1:1: error no-configuration: /],
    ['a list', '- deployment\n', /error no-configuration: /],
    ['no model', 'deployment:\n  tenant_id: a\n', /^prism\.yaml:2:3: error configuration: deployment has no model/],
    ['an odd model', 'deployment:\n  model: multitenant\n', /^prism\.yaml:2:10: error configuration: .*multi_tenant/],
    ['an odd level', `${minimal}proxy: { isolation_level: sesion }\n`, /proxy\.isolation_level is one of .*session/],
    ['no number', `${minimal}proxy: { session_management: { max_sessions: many } }\n`, /max_sessions is a number/],
    ['no duration', `${minimal}proxy: { session_management: { session_timeout: soon } }\n`, /is a duration/],
    [
      'a format without a tenant',
      `${minimal}backends: { redis: { isolation: { format: "{key}" } } }\n`,
      /has \{tenant_id\}/,
    ],
    [
      'a label that would be code',
      `${minimal}observability: { tenant_label: "a\`\\nrule b {}" }\n`,
      /is the name of an attr/,
    ],
    [
      'a column that would be code',
      `${minimal}backends: { postgres: { isolation: { tenant_column: "a\\") or true" } } }\n`,
      /is the name of a column/,
    ],
    ['a record for a value', `${minimal}proxy: { isolation_level: {} }\n`, /is a single value/],
  ])('%s: says where, writes nothing, exits 3', async (_, yaml, said) => {
    const { code, stdout, stderr } = await init(yaml, '--output', 'isolation.fence');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(said);
  });

  test('not there, or a folder', async () => {
    const cwd = temporaryFolder({ 'folder/x': '' });
    expect(await ringfence(['init', '--from', 'prism.yaml'], { cwd })).toMatchObject({ code: 3, stdout: '' });
    expect((await ringfence(['init', '--from', 'folder'], { cwd })).stderr).toContain('this is a folder');
  });

  test('is asked for', async () => {
    expect((await ringfence(['init'])).code).toBe(2);
    expect((await ringfence(['init', 'prism.yaml'])).stderr).toContain('init --from prism.yaml');
  });
});

test.each([
  ['a deployment of nobody', 'deployment: { model: single_tenant }\n', /has no tenant_id/],
  ['a hybrid without rules', 'deployment: { model: hybrid }\n', /without tenant_routing\.rules/],
  ['no isolation', `${minimal}proxy: { isolation_level: none }\n`, /Level none is no isolation/],
  [
    'too little isolation',
    `${minimal}compliance: { frameworks: [SOC2, HIPAA] }\n`,
    /prism\.yaml:3:34: warning .*session isolation/,
  ],
  ['a misspelt section', `${minimal}observabilty: {}\n`, /warning unknown-section: .*observability/],
])('warns of %s, and writes', async (_, yaml, said) => {
  const { code, stdout, stderr } = await init(yaml);
  expect(code).toBe(0);
  expect(stderr).toMatch(said);
  expect(ruleIds(stdout).length).toBeGreaterThan(20);
  expect((await init(yaml, '--quiet')).stderr).toBe('');
});
