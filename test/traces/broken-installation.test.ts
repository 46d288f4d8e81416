import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadTraces, type ReadingParts } from '../../traces/node';
import { ringfence } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';
import { fetching } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';

// What is missing of the program itself is not said of the traces.

const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'x' };
const line = `${JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })}\n`;
const content = { 'a.jsonl': line.repeat(100), 'r.fence': 'rule r { always { trace.count(span) > 0 } }\n' };

/** A folder, what isn't in it, and reading its file with that. */
function setUp() {
  const folder = temporaryFolder(content);
  const file = join(folder, 'a.jsonl');
  const load = (parts: ReadingParts, threads: number) =>
    loadTraces([{ path: file, file, named: true }], fetching({}), { parts, threads, partLength: 1000 });
  return { folder, none: join(folder, 'none'), load };
}

it.each([1, 2])('the scanner, on %d thread(s)', async (threads) => {
  const { none, load } = setUp();
  const whole = { ...READING_PARTS, scanner: none };
  await expect(load(whole, threads)).rejects.toThrow(
    `Ringfence is not installed whole, install it again: ${none}: there is no such file.`,
  );
});

it('the script of the threads', async () => {
  const { none, load } = setUp();
  const whole = { ...READING_PARTS, worker: none };
  await expect(load(whole, 2)).rejects.toThrow(`install it again: ${none}: there is no such file.`);
  expect(await load(whole, 1)).toMatchObject({ problems: [] });
});

it('is what the command line says, and nothing else', async () => {
  const { folder, none } = setUp();
  const reading = { ...READING_PARTS, scanner: none };
  const { code, stdout, stderr } = await ringfence(['check', 'r.fence', '--traces', 'a.jsonl'], {
    cwd: folder,
    reading,
  });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `ringfence: Ringfence is not installed whole, install it again: ${none}: there is no such file.\n`,
  );
});
