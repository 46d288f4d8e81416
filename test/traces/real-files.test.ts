import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ColumnsBuilder } from '../../traces';
import { describeStore } from '../support/describe-store';
import { readPlainOtlp } from '../support/plain-otlp';
import { fetchEverything } from '../support/store';
import { readJson } from './reading';

const FOLDER = join(import.meta.dirname, '../../../shared/data/traces');

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly spans: number;
  readonly traces: number;
}

const entries: Entry[] = existsSync(FOLDER) ? JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) : [];
const json = entries.filter((entry) => entry.format.includes('OTLP JSON'));

describe.skipIf(json.length === 0)('collected OTLP JSON files', () => {
  it.each(json)('$file: the fast reader and the plain one agree', ({ file, spans }) => {
    const bytes = readFileSync(join(FOLDER, file));
    const text = bytes.toString('utf8');
    const request = fetchEverything(text);
    const fast = readJson(bytes, { request });
    const builder = new ColumnsBuilder(request);
    readPlainOtlp(text, builder);
    expect(fast.tally.spans).toBe(spans);
    expect(describeStore(fast.store, request.span)).toEqual(describeStore(builder.build().store, request.span));
    for (const pieces of [1000, 4099]) {
      const again = readJson(bytes, { request, pieces });
      expect(again.problems).toEqual(fast.problems);
      expect(describeStore(again.store, request.span)).toEqual(describeStore(fast.store, request.span));
    }
  });
});
