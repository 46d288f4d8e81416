import { describe, expect, test } from 'vitest';
import { ringfence } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';

const TRACE = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: '0af7651916cd43dd8448eb211c80319c',
              spanId: 'b7ad6b7169203331',
              name: 'database.query',
              kind: 3,
              startTimeUnixNano: '1729260300000000000',
              endTimeUnixNano: '1729260300001000000',
              attributes: [{ key: 'table', value: { stringValue: 'invoices' } }],
            },
          ],
        },
      ],
    },
  ],
});

/** Judges the query of `invoices` by pack/fluo/row-level-security, in a project with these files. */
async function judged(files: Record<string, string>, ...rules: string[]) {
  const settings = JSON.stringify({ rules: ['pack/fluo/row-level-security', ...rules], traces: ['trace.json'] });
  const cwd = temporaryFolder({ ...files, 'ringfence.json': settings, 'trace.json': TRACE });
  const argv = ['check', '--rule', 'row-level-security-per-query', '--format', 'json', '--assume-complete'];
  const { stdout, stderr } = await ringfence(argv, { cwd });
  return { stderr, ...JSON.parse(stdout).rules[0] };
}

describe('a pack on the command line', () => {
  test('has its tests', async () => {
    const { code, stdout } = await ringfence(['test', 'pack/fluo/separate-databases']);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('6 passed, 0 failed');
    expect(stdout).toContain(
      '✓ separate-databases: conforming  ringfence-pack:/pack/fluo/separate-databases.test.fence:',
    );
  });

  test('whose rules a project takes keeps its tests to itself', async () => {
    const cwd = temporaryFolder({ 'ringfence.json': '{"rules": ["pack/fluo"]}' });
    const { code, stderr } = await ringfence(['test'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('There are no tests')]);
  });

  test('judges by the project’s tables, where a file of the project imports it and names them', async () => {
    const tables = 'let multi_tenant_tables = ["invoices"]\n';
    expect(await judged({})).toMatchObject({ checked: 0, stderr: '' });
    expect(await judged({ 'own.fence': `import "pack/fluo"\n\n${tables}` }, 'own.fence')).toMatchObject({
      violated: 1,
      stderr: '',
    });
    expect(await judged({ 'own.fence': tables }, 'own.fence')).toMatchObject({ checked: 0, stderr: '' });
  });

  test('takes params', async () => {
    const cwd = temporaryFolder({ 'trace.json': TRACE });
    const argv = ['check', 'pack/fluo', '--param', 'rate_limit=x', '--traces', 'trace.json'];
    const { code, stderr } = await ringfence(argv, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('The param “rate_limit” was set to “x”')]);
  });
});
