import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { ringfence } from './capture';

const rule = `rule documents-per-query "Documents stay in their hospital" {
  severity critical
  each database.query as q where q.table == "documents"
  always { q.tenant_id == q.user.tenant_id }
  message "{q.tenant_id} instead of {q.user.tenant_id}"
  recommend "Add a tenant filter"
  context { text = q.query }
}
`;

/** One request with one query on documents. */
function request(trace: number, user: string, tenant: string | null): ShortSpan[] {
  const query = { 'db.query.text': 'SELECT 1', table: 'documents', ...(tenant === null ? {} : { tenant_id: tenant }) };
  return [
    {
      trace,
      id: 1,
      name: 'api.request',
      kind: 'server',
      start: trace * 1000,
      duration: 100,
      attributes: { 'user.tenant_id': user },
    },
    { trace, id: 2, parent: 1, name: 'database.query', kind: 'client', start: trace * 1000 + 10, attributes: query },
  ];
}

const held = otlpOf(request(1, 'a', 'a'));
const violated = otlpOf([...request(2, 'a', 'b'), ...request(3, 'b', 'b')]);
const unproven = otlpOf(request(4, 'a', null));

const files = { 'rules/a.fence': rule, 'traces/held.json': held, 'traces/violated.json': violated };

async function checkJson(cwd: string, ...argv: string[]) {
  const { code, stdout, stderr } = await ringfence(['check', ...argv, '--format', 'json'], { cwd });
  return { code, stderr, report: JSON.parse(stdout) };
}

describe('check', () => {
  test('lists what is exempted with the reason', async () => {
    const exempt = `${rule}exempt documents-per-query because "reviewed in SEC-1"\n`;
    const cwd = temporaryFolder({ ...files, 'rules/a.fence': exempt });
    const { stdout, code } = await ringfence(['check', '--traces', 'traces'], { cwd });
    expect(stdout).toContain('– exempted  b instead of a');
    expect(stdout).toContain('because: reviewed in SEC-1');
    expect(code).toBe(0);
    const { report } = await checkJson(cwd, '--traces', 'traces');
    expect(report.exempted).toMatchObject([{ verdict: 'exempted', exemption: 'reviewed in SEC-1' }]);
    expect(report.summary).toMatchObject({ violated: 0, exempted: 1 });
  });

  test('judges and prints, and exits 1 on a violation', async () => {
    const cwd = temporaryFolder(files);
    const { code, stdout, stderr } = await ringfence(['check', '--traces', 'traces'], { cwd });
    await expect(stdout).toMatchFileSnapshot('golden/check.txt');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('writes JSON', async () => {
    const cwd = temporaryFolder(files);
    const { code, stdout, stderr } = await ringfence(['check', '--traces', 'traces', '--format', 'json'], { cwd });
    await expect(stdout).toMatchFileSnapshot('golden/check.json.expected');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('exits 0 where everything holds', async () => {
    const cwd = temporaryFolder(files);
    expect(await ringfence(['check', '--quiet', '--traces', 'traces/held.json'], { cwd })).toEqual({
      code: 0,
      stdout: '1 checked, 1 held, 0 violated, 0 unproven  (1 rule, 1 trace, 2 spans, 2024-10-18 to 2024-10-18)\n',
      stderr: '',
    });
  });

  test.each([
    [['--fail-on', 'violation'], 0],
    [['--fail-on', 'unproven'], 1],
    [['--fail-on', 'never'], 0],
  ])('exits on an unproven verdict, %j: %i', async (options, code) => {
    const cwd = temporaryFolder({ 'a.fence': rule, 'unproven.json': unproven });
    const result = await ringfence(['check', ...options, '--traces', 'unproven.json'], { cwd });
    expect(result.code).toBe(code);
    expect(result.stdout).toContain('missing: ');
    expect(result.stdout).toMatch(/1 checked, 0 held, 0 violated, 1 unproven/);
  });

  test('prints the same for any order of the inputs', async () => {
    const cwd = temporaryFolder({ ...files, 'traces/unproven.json': unproven });
    const paths = ['traces/held.json', 'traces/violated.json', 'traces/unproven.json'];
    const one = await checkJson(cwd, '--traces', ...paths);
    const other = await checkJson(cwd, '--traces', ...paths.toReversed());
    const folder = await checkJson(cwd, '--traces', 'traces', 'traces/held.json');
    const glob = await checkJson(cwd, '--traces', 'traces/*.json');
    expect(one.report.summary).toMatchObject({ traces: 4, checked: 4, held: 2, violated: 1, unproven: 1 });
    expect([other, folder, glob]).toEqual([one, one, one]);
  });

  test('uses the rules, traces and params of ringfence.json from anywhere below it', async () => {
    const cwd = temporaryFolder({
      'ringfence.json': '{ "rules": ["r"], "traces": ["t"], "params": { "most": 0 }, "assumeComplete": true }',
      'r/a.fence': 'param most = 5\nrule few { always { count(api.request) <= most } }',
      'other.fence': 'rule other { always { count(api.request) <= 100 } }',
      't/held.json': held,
      'below/x.txt': '',
    });
    for (const folder of [cwd, join(cwd, 'below')]) {
      const { code, report } = await checkJson(folder);
      expect(code).toBe(1);
      expect(report).toMatchObject({ assume_complete: true, summary: { rules: 1, violated: 1 } });
    }
    expect((await checkJson(cwd, '--param', 'most=1')).report.summary).toMatchObject({ violated: 0, held: 1 });
    expect((await checkJson(cwd, 'other.fence')).report.summary).toMatchObject({ rules: 1, violated: 0, held: 1 });
  });

  test('judges the rules asked for', async () => {
    const cwd = temporaryFolder({ ...files, 'b.fence': 'rule low-one { severity low  always { has(api.request) } }' });
    const judged = async (...argv: string[]) =>
      (await checkJson(cwd, ...argv, '--traces', 'traces')).report.rules.map(({ id }: { id: string }) => id).sort();
    expect(await judged()).toEqual(['documents-per-query', 'low-one']);
    expect(await judged('--rule', 'low-one')).toEqual(['low-one']);
    expect(await judged('--min-severity', 'high')).toEqual(['documents-per-query']);
    expect(await judged('b.fence')).toEqual(['low-one']);
  });

  test('judges the traces of a period', async () => {
    const cwd = temporaryFolder(files);
    const period = async (...argv: string[]) => (await checkJson(cwd, ...argv, '--traces', 'traces')).report;
    const all = await period();
    expect(all.period).toEqual({ start: '2024-10-18T14:05:01.000000000Z', end: '2024-10-18T14:05:03.100000000Z' });
    expect(all.summary.traces).toBe(3);
    const later = await period('--start', '2024-10-18T14:05:02Z', '--end', '2024-10-18T14:05:02Z');
    expect(later.period).toEqual({ start: '2024-10-18T14:05:02.000000000Z', end: '2024-10-18T14:05:02.000000000Z' });
    expect(later.summary).toMatchObject({ traces: 1, checked: 1, violated: 1 });
  });

  test('adds hashes', async () => {
    const cwd = temporaryFolder(files);
    const { report } = await checkJson(cwd, '--hash', '--traces', 'traces/held.json');
    expect(report.inputs).toMatchObject([
      { path: 'traces/held.json', sha256: createHash('sha256').update(held).digest('hex') },
    ]);
  });

  test('writes to a file', async () => {
    const cwd = temporaryFolder(files);
    const { code, stdout } = await ringfence(['check', '--traces', 'traces', '--output', 'out.txt'], {
      cwd,
      terminal: true,
    });
    const printed = await ringfence(['check', '--traces', 'traces'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe(printed.stdout);
  });

  test('uses colour on a terminal, unless somebody said no', async () => {
    const cwd = temporaryFolder(files);
    const printed = async (env: Record<string, string>, ...argv: string[]) =>
      (await ringfence(['check', '--traces', 'traces', ...argv], { cwd, terminal: true, env })).stdout;
    const plain = (await ringfence(['check', '--traces', 'traces'], { cwd })).stdout;
    expect(await printed({})).toContain('\u001b[31m');
    expect(await printed({ NO_COLOR: '1' })).toBe(plain);
    expect(await printed({ TERM: 'dumb' })).toBe(plain);
    expect(await printed({}, '--no-color')).toBe(plain);
  });

  test('shows progress on a terminal, and takes it away', async () => {
    const cwd = temporaryFolder(files);
    const { stderr } = await ringfence(['check', '--traces', 'traces'], { cwd, terminal: true });
    const clear = '\r\u001b[2K';
    expect([stderr.startsWith(clear), stderr.endsWith(clear), stderr.length > 2 * clear.length]).toEqual([
      true,
      true,
      true,
    ]);
    expect((await ringfence(['check', '--quiet', '--traces', 'traces'], { cwd, terminal: true })).stderr).toBe('');
  });
});

describe('check with rules that have mistakes', () => {
  const broken = 'rule broken {\n\talways { q.tenant_id == }\n}\n';

  test('says where, judges the others, and exits 2', async () => {
    const cwd = temporaryFolder({ ...files, 'broken.fence': broken });
    const { code, stdout, stderr } = await ringfence(['check', '--traces', 'traces'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^broken\.fence:2:\d+: error [a-z-]+: .+\n {2}2 \| {2}always \{ q\.tenant_id == \}\n {4}\| +\^+\n/,
    );
    expect(stdout).toContain('documents-per-query');
    expect(stdout).toContain('Not everything was seen: 1 error in rules.');
  });

  test('lists them in JSON', async () => {
    const cwd = temporaryFolder({ ...files, 'broken.fence': broken });
    const { code, report } = await checkJson(cwd, '--traces', 'traces');
    expect(code).toBe(2);
    expect(report.diagnostics).toMatchObject([{ path: 'broken.fence', line: 2, severity: 'error' }]);
    expect(report.summary).toMatchObject({ rules: 1, violated: 1 });
  });

  test.each<[string, Record<string, string>, string[], string]>([
    ['no rule files', { 'x.txt': '' }, [], 'There are no rules: no .fence file or YAML rule pack in '],
    [
      'a folder without rule files',
      { 'd/x.txt': '' },
      ['d'],
      'There are no rules: no .fence file or YAML rule pack in d.',
    ],
    [
      'a rule file that is not there',
      {},
      ['gone.fence'],
      'gone.fence: error unreadable: there is no such file or folder',
    ],
    [
      'a pack that is not there',
      {},
      ['pack/none'],
      'pack/none: error unreadable: there is no such pack or folder; the packs are ',
    ],
    [
      'a rule that is not there',
      { 'a.fence': rule },
      ['--rule', 'documents-per-qery'],
      'There is no rule "documents-per-qery" that compiles. Did you mean “documents-per-query”?',
    ],
    [
      'files without a rule',
      { 'a.fence': 'let x = 1' },
      [],
      'There is nothing to judge: these files hold declarations and no rule.',
    ],
    [
      'no rule that is severe enough',
      { 'a.fence': 'rule low-one { severity low  always { has(x) } }' },
      ['--min-severity', 'high'],
      'There is no rule of severity high or above among them.',
    ],
    ['a param that is not there', { 'a.fence': rule }, ['--param', 'x=1'], 'No rule file declares a param "x".'],
    [
      'settings with mistakes',
      { 'a.fence': rule, 'ringfence.json': '{ "rulez": [] }' },
      [],
      'ringfence.json:1:3: error unknown-setting:',
    ],
    [
      'an output that can not be written',
      { 'a.fence': rule },
      ['--output', 'no/such/folder.txt'],
      '--output no/such/folder.txt: there is no such file or folder.',
    ],
  ])('%s', async (_what, tree, argv, message) => {
    const cwd = temporaryFolder({ 'traces/held.json': held, ...tree });
    const { code, stderr } = await ringfence(['check', ...argv, '--traces', 'traces'], { cwd });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('check with traces that have mistakes', () => {
  test('no traces named at all', async () => {
    const { code, stderr, stdout } = await ringfence(['check'], { cwd: temporaryFolder({ 'a.fence': rule }) });
    expect(stderr).toContain('ringfence: There are no traces: name files, folders or globs with --traces');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a broken line is a problem, and the rest is judged in full', async () => {
    const cwd = temporaryFolder({ 'a.fence': rule, 't.jsonl': `${held}\n{"resourceSpans": [}\n${violated}\n` });
    const { code, report } = await checkJson(cwd, '--traces', 't.jsonl');
    expect(code).toBe(3);
    expect(report.summary).toMatchObject({ checked: 3, held: 2, violated: 1 });
    expect(report.problems.length).toBeGreaterThan(0);
    expect(report.problems[0]).toMatchObject({ path: 't.jsonl', line: 2 });
    expect(report.inputs).toMatchObject([{ path: 't.jsonl', problems: report.problems.length }]);
  });

  test('rules that do not compile win over problems', async () => {
    const cwd = temporaryFolder({ 'a.fence': rule, 'b.fence': 'rule', 't.jsonl': `${held}\n{"resource` });
    expect((await ringfence(['check', '--traces', 't.jsonl'], { cwd })).code).toBe(2);
  });

  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['a file that is not there', {}, 'gone.json'],
    ['a picture', { 'logo.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 13) }, 'logo.png'],
    ['a CSV file', { 'x.csv': 'a,b\n1,2\n' }, 'x.csv'],
    ['an empty file', { 'x.json': '' }, 'x.json'],
    ['foreign JSON', { 'package.json': '{"name":"x"}' }, 'package.json'],
    ['logs', { 'logs.json': '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}' }, 'logs.json'],
    ['metrics', { 'metrics.json': '{"resourceMetrics":[{"scopeMetrics":[]}]}' }, 'metrics.json'],
    ['a glob that matches nothing', {}, '*.nothing'],
  ])('%s, named outright', async (_what, tree, name) => {
    const cwd = temporaryFolder({ 'a.fence': rule, 'held.json': held, ...tree });
    const { code, stdout } = await ringfence(['check', '--traces', 'held.json', name], { cwd });
    expect(stdout).toMatch(new RegExp(`\nproblems .*\n {2}${name.replace('*', '\\*')}.* {2}\\w`));
    expect(stdout).toContain('1 checked, 1 held, 0 violated, 0 unproven');
    expect(code).toBe(3);
  });

  test('a folder without any', async () => {
    const cwd = temporaryFolder({ 'a.fence': rule, 'empty/notes.md': '' });
    const { code, report } = await checkJson(cwd, '--traces', 'empty');
    expect(code).toBe(3);
    expect(report.problems).toMatchObject([{ path: 'empty', what: 'there is no trace file in it' }]);
    expect(report.summary).toMatchObject({ traces: 0, vacuous: ['documents-per-query'] });
  });

  test('foreign files met in a folder are listed as skipped and are no problem', async () => {
    const cwd = temporaryFolder({
      'a.fence': rule,
      't/held.json': held,
      't/package.json': '{"name":"x"}',
      't/logs.json': '{"resourceLogs":[]}',
    });
    const { code, report } = await checkJson(cwd, '--traces', 't');
    expect(code).toBe(0);
    expect(report.problems).toEqual([]);
    expect(report.inputs.map(({ path }: { path: string }) => path)).toEqual([
      't/held.json',
      't/logs.json',
      't/package.json',
    ]);
    for (const input of report.inputs) expect(input.skipped === null).toBe(input.path.startsWith('t/held'));
  });
});
