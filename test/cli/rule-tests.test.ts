import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf } from '../support/generate/otlp';
import { ringfence } from './capture';

const rule = `rule checked "Every query is checked" {
  each database.query as q where q.table == "documents"
  always { q.has(tenant_check).where(tenant_id == q.user.tenant_id) }
  message "nobody checked {q.table}"
}
`;

/** A test block on line 6 where it follows the rule: one query whose check is for this tenant. */
function block(title: string, tenant: string | null, ...expectations: string[]): string {
  return `test "${title}" {
  trace {
    span api.request (kind: server, user.tenant_id: "a") {
      span database.query (table: "documents") {
        span tenant_check${tenant === null ? '' : ` (tenant_id: "${tenant}")`}
      }
    }
  }
${expectations.map((expectation) => `  expect ${expectation}\n`).join('')}}
`;
}

/** Runs the tests of one rule file. */
async function run(text: string, ...argv: string[]) {
  const cwd = temporaryFolder({ 'a.fence': text });
  const { code, stdout, stderr } = await ringfence(['test', 'a.fence', ...argv], { cwd });
  return { code, stdout, stderr };
}

describe('test', () => {
  test('passes where everything is as expected', async () => {
    const text =
      rule +
      block('one', 'a', 'checked held', 'checked held 1', 'checked violated 0') +
      block('two', 'b', 'checked violated');
    expect(await run(text)).toEqual({
      code: 0,
      stdout: '✓ one  a.fence:6\n✓ two  a.fence:18\n2 passed, 0 failed\n',
      stderr: '',
    });
  });

  test('shows what was expected, what was found, and why', async () => {
    const { code, stdout } = await run(rule + block('leak', 'b', 'checked held'));
    expect(code).toBe(1);
    expect(stdout).toBe(`✗ leak  a.fence:6
  expect checked held  a.fence:14
    - every subject held, and at least one
    + 1 violated
    ✗ violated  nobody checked documents
      ✗ q.has(tenant_check).where(tenant_id == q.user.tenant_id)
        tenant_check = 0 (counted)
        ✗ tenant_id == q.user.tenant_id
          tenant_id = "b" (own)
          user.tenant_id = "a" (inherited from api.request 0000000000000001)

0 passed, 1 failed
`);
  });

  test('says what was missing', async () => {
    const { stdout } = await run(rule + block('whose?', null, 'checked held'));
    expect(stdout).toContain('+ 1 unproven\n    ? unproven  nobody checked documents');
    expect(stdout).toContain('missing: tenant_id (absent)');
  });

  test.each<[string, string]>([
    ['checked violated 2', '- 2 violated\n    + 1 violated\n\n'],
    ['checked violated 0', '- 0 violated\n    + 1 violated\n    ✗ violated  nobody checked documents'],
    ['checked held', '- every subject held, and at least one\n    + 1 violated'],
    ['checked exempted 1', '- 1 exempted\n    + 1 violated'],
  ])('expect %s', async (expectation, difference) => {
    const { code, stdout } = await run(rule + block('leak', 'b', expectation));
    expect(stdout).toContain(difference);
    expect(code).toBe(1);
  });

  test('without a number every subject must have the verdict, and there must be one', async () => {
    const two =
      rule +
      block('both', 'a', 'checked held').replace(
        '  }\n  expect',
        '    span database.query (table: "documents")\n  }\n  expect',
      );
    expect((await run(two)).stdout).toContain('+ 1 held, 1 violated');
    const none = `${rule}test "nothing" { trace { span other } expect checked held }\n`;
    expect(await run(none)).toMatchObject({ code: 1, stdout: expect.stringContaining('+ nothing was judged') });
  });

  test('an indeterminate subject is one that is not held', async () => {
    const text = `rule r {
  when { span.where(x == 1) }
  always { span }
}
test "t" {
  trace { span a (x: 1) }
  trace { span a }
  expect r held
}
`;
    expect((await run(text)).stdout).toContain('+ 1 held, 1 indeterminate');
  });

  test('an expectation of a rule that is not there is an error at the expectation', async () => {
    const { code, stdout, stderr } = await run(rule + block('typo', 'a', 'cheked held'));
    expect(stderr).toBe(
      `a.fence:14:3: error expected-rule-missing: There is no rule “cheked” to expect this of. Did you mean “checked”?
  14 |   expect cheked held
     |   ^^^^^^^^^^^^^^^^^^

`,
    );
    expect(stdout).toContain('there is no such rule that compiles');
    expect(code).toBe(2);
  });

  test('an expectation of a rule with mistakes is one too, and other tests run', async () => {
    const broken = 'rule broken { always { count(span) } }\n';
    const { code, stdout, stderr } = await run(
      rule + broken + block('b', 'a', 'broken held') + block('ok', 'a', 'checked held'),
    );
    expect(stderr).toContain('error expected-rule-broken: The rule “broken” has mistakes');
    expect(stdout).toContain('✓ ok  a.fence:17\n1 passed, 1 failed\n');
    expect(code).toBe(2);
  });

  test('--rule runs what is expected of one rule', async () => {
    const other = 'rule other { always { api.request } }\n';
    const text =
      rule + other + block('both', 'a', 'checked held', 'other violated') + block('second', 'a', 'other held');
    expect(await run(text, '--rule', 'checked')).toMatchObject({
      code: 0,
      stdout: '✓ both  a.fence:7\n1 passed, 0 failed\n',
    });
    expect(await run(text, '--rule', 'other')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 passed, 1 failed'),
    });
    expect(await run(text, '--rule', 'chekced')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean “checked”?'),
    });
  });

  test('--param gives a param another value', async () => {
    const text = `param most = 1\nrule few { always { count(span) <= most } }\ntest "t" { trace { span a span b } expect few held }\n`;
    expect((await run(text)).code).toBe(1);
    expect((await run(text, '--param', 'most=2')).code).toBe(0);
  });

  test('no tests at all are no success', async () => {
    expect(await run(rule)).toMatchObject({ code: 2, stderr: expect.stringContaining('There are no tests') });
  });

  test('--quiet lists failures only', async () => {
    const text = rule + block('one', 'a', 'checked held') + block('two', 'b', 'checked held');
    const { stdout } = await run(text, '--quiet');
    expect(stdout).toMatch(/^✗ two/);
    expect(stdout).toMatch(/1 passed, 1 failed\n$/);
  });

  test('writes JSON', async () => {
    const { stdout, code } = await run(rule + block('leak', 'b', 'checked held'), '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      summary: { tests: 1, passed: 0, failed: 1 },
      tests: [
        {
          title: 'leak',
          path: 'a.fence',
          line: 6,
          passed: false,
          expectations: [
            {
              rule_id: 'checked',
              verdict: 'held',
              count: null,
              line: 14,
              met: false,
              found: { checked: 1, violated: 1, held: 0 },
              findings: [{ verdict: 'violated', message: 'nobody checked documents' }],
            },
          ],
          problems: [],
        },
      ],
      diagnostics: [],
    });
  });

  test('writes JUnit XML, whatever stands in titles', async () => {
    const text = rule + block('<a> & \\"b\\"', 'b', 'checked held') + block('fine', 'a', 'checked held');
    const { stdout } = await run(text, '--format', 'junit');
    const [head, suites, suite, failed] = stdout.split('\n');
    expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    expect(suites).toBe('<testsuites name="ringfence test" tests="2" failures="1" errors="0" skipped="0">');
    expect(suite).toBe('  <testsuite name="a.fence" tests="2" failures="1" errors="0" skipped="0">');
    expect(failed).toContain(
      '<testcase name="&lt;a&gt; &amp; &quot;b&quot;" classname="a.fence" file="a.fence" line="6">',
    );
    expect(stdout).toContain(
      '<failure message="expect checked held">- every subject held, and at least one\n+ 1 violated',
    );
    expect(stdout).toContain('    <testcase name="fine" classname="a.fence" file="a.fence" line="16"/>');
  });

  test('an escape in an attribute does not steer the terminal', async () => {
    const { stdout } = await run(rule + block('leak', '\u001b[31m', 'checked held'));
    expect(stdout).toContain('tenant_id = "\\u{1b}[31m"');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('given', () => {
  const given = `${rule}test "recorded" {
  given "traces/leak.json"
  expect checked violated 1
}
`;
  const leak = otlpOf([
    { trace: 1, id: 1, name: 'api.request', kind: 'server', attributes: { 'user.tenant_id': 'a' } },
    { trace: 1, id: 2, parent: 1, name: 'database.query', attributes: { table: 'documents' } },
  ]);

  test('paths are relative to the rule file', async () => {
    const cwd = temporaryFolder({ 'rules/a.fence': given, 'rules/traces/leak.json': leak });
    expect(await ringfence(['test'], { cwd })).toEqual({
      code: 0,
      stdout: '✓ recorded  rules/a.fence:6\n1 passed, 0 failed\n',
      stderr: '',
    });
  });

  test('a file that is not there is a problem: exit 3', async () => {
    const cwd = temporaryFolder({ 'rules/a.fence': given });
    const { code, stdout } = await ringfence(['test'], { cwd });
    expect(stdout).toContain('+ nothing was judged');
    expect(stdout).toContain('problem: rules/traces/leak.json  there is no such file');
    expect(code).toBe(3);
  });

  test('findings say where they stand', async () => {
    const cwd = temporaryFolder({ 'a.fence': given.replace('violated 1', 'held'), 'traces/leak.json': leak });
    expect((await ringfence(['test'], { cwd })).stdout).toContain('nobody checked documents  traces/leak.json:1');
  });

  test('traces from files are whole only if they are; those written out always are', async () => {
    const orphan = otlpOf([{ trace: 1, id: 2, parent: 9, name: 'database.query', attributes: { table: 'documents' } }]);
    const written = 'trace { span database.query (table: "documents") }';
    const rules = `rule checked {
  each database.query as q
  always { trace.has(tenant_check) }
}
test "file" { given "o.json" expect checked unproven 1 }
test "both" { given "o.json" ${written} expect checked unproven 1 expect checked violated 1 }
test "written" { ${written} expect checked violated 1 }
`;
    const cwd = temporaryFolder({ 'a.fence': rules, 'o.json': orphan });
    expect(await ringfence(['test'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('3 passed') });
    const whole = temporaryFolder({
      'a.fence': rules,
      'o.json': orphan,
      'ringfence.json': '{ "assumeComplete": true }',
    });
    expect(await ringfence(['test'], { cwd: whole })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 passed, 2 failed'),
    });
  });

  test('a window that begins before the first span is whole where traces are written out', async () => {
    const text = `rule few {
  per tenant_id window 1min
  always { count(login) >= 1 }
}
test "t" { trace { span login (tenant_id: "a") } expect few held 1 }
`;
    const cwd = temporaryFolder({ 'a.fence': text });
    expect((await ringfence(['test'], { cwd })).code).toBe(0);
  });
});

describe('--coverage', () => {
  const rules = `rule both {
  each query as q where q.table == "x" or q.table == "y"
  always { q.a == 1 }
}
rule untested { always { span } }
`;
  const first =
    'test "first" { trace { span query (table: "x", a: 2) span query (table: "z") } expect both violated }\n';
  const second = 'test "second" { trace { span query (table: "y", a: 1) } expect both held }\n';

  test('shows what was ever true and ever false, over all tests', async () => {
    const { code, stdout } = await run(rules + first + second, '--coverage');
    expect(stdout).toBe(`✓ first  a.fence:6
✓ second  a.fence:7

both  100%
  part     true  false  unknown  condition
  trigger     2      1        0  q.table == "x" or q.table == "y"
  always      1      1        0  q.a == 1
  or          1      2        0  q.table == "x"
  or          1      1        0  q.table == "y"

untested  0%
  part    true  false  unknown  condition
  always     0      0        0  span

coverage 80%: 8 of 10 outcomes seen
2 passed, 0 failed
`);
    expect(code).toBe(0);
  });

  test('--min-coverage fails below', async () => {
    const text = rules + first + second;
    expect((await run(text, '--min-coverage', '80')).code).toBe(0);
    expect(await run(text, '--min-coverage', '80.5%')).toMatchObject({
      code: 1,
      stderr: 'Coverage is 80%, which is less than --min-coverage 80.5.\n',
    });
    expect((await run(text, '--min-coverage', '100', '--rule', 'both')).code).toBe(0);
  });

  test.each(['much', '101', '-1', ''])('--min-coverage=%s is refused', async (value) => {
    const { code, stderr } = await run(rules + first, `--min-coverage=${value}`);
    expect(stderr).toContain('--min-coverage is a percentage from 0 to 100');
    expect(code).toBe(2);
  });

  test('stands in JSON', async () => {
    const { stdout } = await run(rules + first, '--coverage', '--format', 'json');
    expect(JSON.parse(stdout).coverage).toMatchObject({
      covered: 6,
      total: 10,
      percent: 60,
      rules: [
        {
          rule_id: 'both',
          covered: 6,
          total: 8,
          parts: [
            { kind: 'trigger', true: 1, false: 1, unknown: 0 },
            { kind: 'always', condition: 'q.a == 1', true: 0, false: 1 },
            { kind: 'arm', true: 1, false: 1 },
            { kind: 'arm', true: 0, false: 1 },
          ],
        },
        { rule_id: 'untested', covered: 0, total: 2 },
      ],
    });
    const without = await run(rules + first, '--format', 'json');
    expect(JSON.parse(without.stdout).coverage).toBeNull();
  });
});

describe('what a test says to be missing', () => {
  const searched = (mark: string, ...expectations: string[]) => `rule checked {
  when { database.query }
  always { tenant_check }
}

test "lost" {
  trace { span api.request { span database.query${mark} } }
${expectations.map((each) => `  expect checked ${each}\n`).join('')}}
`;

  test.each([
    ['', 'violated'],
    [' (parent: missing)', 'unproven'],
    [' (dropped: events)', 'unproven'],
  ])('database.query%s: %s', async (mark, verdict) => {
    const { code, stdout } = await run(searched(mark, verdict));
    expect([code, stdout]).toEqual([0, '✓ lost  a.fence:6\n1 passed, 0 failed\n']);
  });

  test('counts although the project takes everything for whole', async () => {
    const cwd = temporaryFolder({
      'a.fence': searched(' (parent: missing)', 'unproven'),
      'ringfence.json': '{"assumeComplete": true}',
    });
    expect((await ringfence(['test'], { cwd })).stdout).toContain('1 passed, 0 failed');
  });
});
