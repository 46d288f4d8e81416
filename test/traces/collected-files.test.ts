import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FETCH_NOTHING } from '../../engine';
import { loadTraces } from '../../traces/node';

const FOLDER = join(import.meta.dirname, '../../../shared/data/traces');

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly spans: number;
  readonly traces: number;
}

const entries: Entry[] = existsSync(FOLDER) ? JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) : [];
/** The index calls it no traces; it is a line that breaks off before its first span. */
const CUT = 'duckdb-otlp/multifile_malformed_traces.jsonl';

const inScope = entries.filter((entry) => /OTLP JSON|OTLP protobuf|Jaeger JSON|Zipkin JSON/.test(entry.format));
const others = entries.filter((entry) => !inScope.includes(entry) && entry.file !== CUT);

function load(file: string) {
  return loadTraces([{ path: file, file: join(FOLDER, file), named: true }], FETCH_NOTHING);
}

describe.skipIf(entries.length === 0)('collected files', () => {
  it.each(inScope)('$file has $spans spans in $traces traces', async ({ file, spans, traces }) => {
    const { store, inputs } = await load(file);
    expect({ spans: inputs[0]!.spans, traces: store.traces.count }).toEqual({ spans, traces });
  });

  it.each(others)('$file is $format and refused in one sentence', async ({ file }) => {
    const { inputs, problems, store } = await load(file);
    expect(store.spans.count).toBe(0);
    expect(inputs[0]).toMatchObject({
      format: null,
      spans: 0,
      problems: 1,
      skipped: expect.stringMatching(/^[A-Z].*\.$/),
    });
    expect(problems).toEqual([{ path: file, line: null, offset: 0, what: inputs[0]!.skipped, skipped: 'the file' }]);
  });

  it(`${CUT} was cut short, and says so`, async () => {
    const { inputs, problems } = await load(CUT);
    expect(inputs[0]).toMatchObject({ format: 'otlp-json', spans: 0, problems: 1 });
    expect(problems[0]).toMatchObject({
      line: 1,
      what: 'the line ends inside a string',
    });
  });
});
