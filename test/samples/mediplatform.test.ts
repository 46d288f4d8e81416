import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sample = join(root, 'samples/mediplatform');

interface Breach {
  violations: number;
  requests: number;
  breakdown: { trace_id: string; span_id: string; timestamp: string; data_classes: string[] }[];
}

function generate(folder: string, ...options: string[]): Breach {
  const script = join(root, 'scripts/generate-mediplatform.ts');
  // another time zone and language: neither may show in the bytes
  const env = { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8' };
  execFileSync(process.execPath, [script, '--out', folder, ...options], { env });
  return breachIn(folder);
}

function breachIn(folder: string): Breach {
  return JSON.parse(readFileSync(join(folder, 'breach.json'), 'utf8')) as Breach;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mediplatform-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('samples/mediplatform', () => {
  test('is what its generator writes, to the byte', () => {
    generate(folder);
    for (const name of ['breach.json', ...readdirSync(join(folder, 'traces')).map((file) => join('traces', file))]) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(sample, name))), name).toBe(true);
    }
  });

  test('is small enough to live in the repository, and its lines to be read in an editor', () => {
    const files = readdirSync(join(sample, 'traces')).map((file) => join(sample, 'traces', file));
    expect(files.map((file) => statSync(file).size).reduce((a, b) => a + b)).toBeLessThan(1_000_000);
    const lines = readFileSync(join(sample, 'traces/2024-09.jsonl'), 'utf8').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(10_000);
  });

  test('has twelve leaks, two of them with a social security number, in 47 days', () => {
    const { violations, breakdown } = breachIn(sample);
    expect(violations).toBe(12);
    expect(new Set(breakdown.map((leak) => leak.trace_id)).size).toBe(12);
    expect(breakdown.filter((leak) => leak.data_classes.includes('ssn'))).toHaveLength(2);
    expect(breakdown[0]!.timestamp).toMatch(/^2024-09-01T14:23:47/);
    expect(breakdown[11]!.timestamp).toMatch(/^2024-10-18T14:18:42/);
  });

  test('has the same twelve whatever stands around them', () => {
    const larger = generate(folder, '--requests', '3000');
    expect(larger.requests).toBe(3000);
    expect(larger.breakdown).toEqual(breachIn(sample).breakdown);
  });

  test('gives every span an id of its own', () => {
    const spans = readFileSync(join(sample, 'traces/2024-09.jsonl'), 'utf8').match(/"spanId":"[0-9a-f]{16}"/g)!;
    expect(new Set(spans).size).toBe(spans.length);
  });
});
