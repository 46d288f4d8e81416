import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { ringfence } from './capture';

let at = 0;
const span = (name: string, kind: ShortSpan['kind'], attributes: Record<string, string | number>): ShortSpan => {
  const id = ++at;
  return { trace: 1, id, name, kind, start: id * 10, duration: 5, attributes, resource: { 'service.name': 'shop' } };
};
const query = (attributes: Record<string, string>) =>
  span('SELECT', 'client', { 'db.system.name': 'postgresql', 'db.query.text': 'SELECT 1', ...attributes });

/** Of eight queries the tenant is known on five, by three names; on one it is empty. */
const traces = otlpOf([
  span('GET /orders', 'server', { 'http.request.method': 'GET', 'tenant.id': 'a' }),
  query({ 'tenant.id': 'a' }),
  query({ tenant_id: 'a' }),
  query({ 'tenant.id': 'b' }),
  query({ 'acme.tenant': 'a' }),
  query({ 'acme.tenant': 'b' }),
  query({}),
  query({}),
  query({ 'tenant.id': '' }),
  span('GET', 'client', { 'db.system.name': 'redis', 'db.query.text': 'GET a:1', 'tenant.id': 'a' }),
  span('order.placed', 'internal', { 'order.total': 7, note: 'red \u001b[31m text' }),
]);

async function signals(argv: readonly string[], files: Record<string, string> = {}) {
  return await ringfence(['signals', '--traces', 't.json', ...argv], {
    cwd: temporaryFolder({ 't.json': traces, ...files }),
  });
}

async function json(argv: readonly string[], files: Record<string, string> = {}) {
  const { stdout, code } = await signals(['--format', 'json', ...argv], files);
  const result = JSON.parse(stdout);
  const named = (name: string) => result.signals.filter((signal: { name: string }) => signal.name === name);
  return { code, result, named };
}

describe('signals', () => {
  test('says what was seen, without any rules', async () => {
    const { code, stdout, stderr } = await signals([]);
    await expect(stdout).toMatchFileSnapshot('golden/signals.txt');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('counts of whom the tenant is known', async () => {
    const { result, named } = await json([]);
    expect(named('database.query')).toEqual([
      {
        name: 'database.query',
        declared_in: 'std/otel',
        operation: true,
        count: 8,
        possible: 0,
        tenant: { known: 3, unknowable: 0, percent: 37.5 },
        user_tenant: { known: 0, unknowable: 0, percent: 0 },
      },
    ]);
    expect(result.summary).toEqual({
      traces: 1,
      spans: 11,
      operations: { count: 10, known: 5, unknowable: 0, percent: 50 },
      min_coverage: null,
      below: [],
    });
    expect(result.inputs).toMatchObject([{ path: 't.json', format: 'otlp-json', spans: 11, problems: 0 }]);
    expect(result.attributes).toContainEqual({
      scope: 'span',
      key: 'note',
      count: 1,
      types: ['string'],
      values: ['red \u001b[31m text'],
      more_values: false,
    });
  });

  test('asks for the project’s tenant first', async () => {
    const { named } = await json([], { 'ringfence.json': '{ "tenant": ["acme.tenant"] }' });
    expect(named('database.query')).toMatchObject([{ tenant: { known: 5, percent: 62.5 } }]);
    const own = { 'a.fence': 'attribute tenant_id = acme.tenant' };
    expect((await json([], own)).named('database.query')).toMatchObject([{ tenant: { known: 2 } }]);
  });

  test('counts what rule files declare, as they declare it, and names that they use', async () => {
    const files = {
      'rules/a.fence':
        'import "./names.fence"\nsignal order = span "order.placed" where order.total > 5\nrule r { never { has(order).where(x == 1) or has(order.plcaed) } }',
      'rules/names.fence': 'signal `odd name` = span where exists(order.total)\nsignal broken = span where (',
      'ringfence.json': '{ "rules": ["rules/a.fence"] }',
    };
    const { code, result, named } = await json([], files);
    expect(named('order')).toMatchObject([{ declared_in: 'rules/a.fence', operation: false, count: 1 }]);
    expect(named('odd name')).toMatchObject([{ declared_in: 'rules/names.fence', count: 1 }]);
    expect(named('broken')).toEqual([]);
    expect(result.undeclared).toEqual([{ name: 'order.plcaed', count: 0 }]);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ path: 'rules/names.fence', line: 2, code: 'syntax' }),
    );
    expect(code).toBe(2);
  });

  test('takes a signal that rules declare in std’s place for the operation', async () => {
    const files = { 'a.fence': 'signal database.query = span "SELECT" where exists(acme.tenant)' };
    const { result, named } = await json([], files);
    expect(named('database.query')).toMatchObject([
      { declared_in: 'a.fence', operation: true, count: 2 },
      { declared_in: 'std/otel', operation: false, count: 8 },
    ]);
    expect(result.summary.below).toEqual([]);
  });

  test('--no-samples and --min-coverage show no values', async () => {
    for (const argv of [['--no-samples'], ['--min-coverage', '1']]) {
      const { stdout } = await signals([...argv, '--all']);
      expect(stdout).toContain('order.total');
      expect(stdout).not.toMatch(/SELECT 1|1b/);
      const { result } = await json(argv);
      expect(new Set(result.attributes.map(({ values }: { values: unknown }) => values))).toEqual(new Set([null]));
    }
  });
});

describe('--min-coverage', () => {
  test.each<[string, string[], number, string[]]>([
    ['is reached', ['--min-coverage', '37.5'], 0, []],
    ['is not reached by one', ['--min-coverage', '38%'], 1, ['database.query']],
    ['of what is asked for', ['--min-coverage', '100', '--signal', 'cache.get', '--signal', 'api.request'], 0, []],
    ['of what is not there', ['--min-coverage', '0', '--signal', 'file.get'], 1, ['file.get']],
    ['of no operation at all', ['--min-coverage', '0', '--start', '2100-01-01'], 1, ['(no operation at all)']],
  ])('%s', async (_what, argv, expected, below) => {
    const { code, result } = await json(argv);
    expect({ code, below: result.summary.below }).toEqual({ code: expected, below });
  });

  test('says what is below', async () => {
    const { stdout } = await signals(['--min-coverage', '90', '--quiet']);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'tenant known on 50% of 10 operations  (1 trace, 11 spans)',
      'less than --min-coverage 90: database.query',
      '',
    ]);
  });
});

describe('what signals refuses', () => {
  test.each<[string, string[], string]>([
    ['a signal that nothing declares', ['--signal', 'database.qurey'], 'Did you mean “database.query”?'],
    ['what is no percentage', ['--min-coverage', '101'], '--min-coverage is a percentage from 0 to 100'],
    ['a param that nothing declares', ['--param', 'x=1'], 'No rule file declares a param "x".'],
    ['an end before the start', ['--start', '2024-02-01', '--end', '2024-01-01'], '--start is later than --end.'],
  ])('%s', async (_what, argv, message) => {
    const { code, stderr, stdout } = await signals(argv);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('no traces', async () => {
    const { code, stderr } = await ringfence(['signals'], { cwd: temporaryFolder({ 'a.txt': '' }) });
    expect(stderr).toContain('There are no traces');
    expect(code).toBe(2);
  });

  test('problems end in 3, and what could be read is shown', async () => {
    const { code, stdout } = await signals([], { 't.json': `${traces}\n{"resourceSpans": [` });
    expect(stdout).toContain('tenant known on 50% of 10 operations');
    expect(stdout).toContain('not read\n');
    expect(code).toBe(3);
  });
});
