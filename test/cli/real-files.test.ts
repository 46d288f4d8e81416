import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { ringfence, root } from './capture';

const folder = join(root, '../shared/data/traces');

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly spans: number;
  readonly traces: number;
}

const entries: Entry[] = existsSync(folder) ? JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) : [];
const inScope = entries.filter(({ format }) => /OTLP (JSON|protobuf)|Jaeger JSON|Zipkin JSON/.test(format));

async function checkFile(...files: string[]) {
  const rules = temporaryFolder({ 'a.fence': 'signal any = span\nrule some { always { any } }' });
  const { code, stdout } = await ringfence(['check', rules, '--format', 'json', '--traces', ...files], { cwd: folder });
  return { code, report: JSON.parse(stdout) };
}

describe.skipIf(entries.length === 0)('trace files that others wrote (../shared/data/traces)', () => {
  test.each(inScope)('$file: $spans spans in $traces traces', async ({ file, spans, traces }) => {
    const { code, report } = await checkFile(file);
    expect(report.inputs).toMatchObject([{ path: file, spans }]);
    expect(report.summary).toMatchObject({ traces, checked: traces, held: traces });
    expect(code).toBe(report.problems.length > 0 ? 3 : 0);
  });

  const others = entries.filter((entry) => !inScope.includes(entry));
  test.each(others)('$file ($format) is refused with a sentence', async ({ file }) => {
    const { code, report } = await checkFile(file);
    expect(report.summary.spans).toBe(0);
    const [{ format, skipped }] = report.inputs;
    if (format === null) expect(skipped).toMatch(/^[A-Z].*\.$/);
    expect(report.problems).toMatchObject([{ path: file }]);
    expect(code).toBe(3);
  });

  test('all at once, in any order', async () => {
    const files = entries.map(({ file }) => file);
    const { report } = await checkFile(...files);
    expect(report.summary.checked).toBe(report.summary.traces);
    expect(report.inputs.map(({ path }: { path: string }) => path)).toEqual([...files].sort());
    expect(await checkFile(...files.toReversed())).toEqual(await checkFile(...files));
  });
});
