import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { ringfence } from './capture';

const rule = `rule own-tenant "Queries stay in their tenant" {
  severity high
  each span as q where q.name == "query"
  always { q.tenant.id == "t1" }
  message "{q.tenant.id} in {q.service.name}"
}
`;

const filler = 'x'.repeat(3000);

function line(i: number): string {
  const span = {
    traceId: (i % 3000).toString(16).padStart(32, 'a'),
    spanId: (i + 1).toString(16).padStart(16, '0'),
    name: i % 3 === 0 ? 'query' : 'other',
    startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(i)),
    attributes: [
      { key: 'filler', value: { stringValue: filler } },
      { key: 'tenant.id', value: { stringValue: i % 100 === 0 ? 't2' : 't1' } },
    ],
  };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: `s${i % 5}` } }] };
  return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] })}\n${i % 777 === 0 ? '{"broken\n' : ''}`;
}

test('check prints the same bytes for any number of workers and any order of files', async () => {
  const text = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i)).join('');
  const folder = temporaryFolder({
    'r.fence': rule,
    // over what threads are started for
    'a.jsonl': text(0, 8000),
    'b.jsonl': text(7990, 9000),
    'c.jsonl.gz': gzipSync(text(9000, 9100)),
  });
  const files = ['a.jsonl', 'b.jsonl', 'c.jsonl.gz'];
  const check = (workers: string, paths: readonly string[]) =>
    ringfence(['check', 'r.fence', '--format', 'json', '--workers', workers, '--traces', ...paths], { cwd: folder });
  const alone = await check('1', files);
  expect(alone.code).toBe(3);
  expect(JSON.parse(alone.stdout).summary).toMatchObject({ spans: 9100, violated: 31 });
  for (const workers of ['2', '3', '5']) expect(await check(workers, [...files].reverse())).toEqual(alone);
});

test('the number of workers is a number', async () => {
  const { code, stderr } = await ringfence(['check', '--workers', 'many', '--traces', 'x']);
  expect(code).toBe(2);
  expect(stderr).toContain('--workers is a number from 1 to 64, not "many"');
});

test('what is wrong with rules is said before what is wrong with traces, though these are looked for first', async () => {
  const folder = temporaryFolder({ 'r.fence': 'rule r { always { has( } }' });
  const { code, stderr } = await ringfence(['check', 'r.fence'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toMatch(/r\.fence:1:\d+: error syntax.*There are no traces/s);
});
