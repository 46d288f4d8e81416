import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ringfence, root } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';

const sample = join(root, 'samples/mediplatform');
const traces = 'samples/mediplatform/traces';
const FINDS_THE_BREACH = ['patient-documents-per-query', 'tenant-isolation-patient-documents'];

interface Finding {
  readonly rule_id: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly timestamp: string;
  readonly tenant: string;
  readonly context: Record<string, unknown>;
}

interface Output {
  readonly summary: Record<string, unknown>;
  readonly violations: readonly Finding[];
  readonly unproven: readonly Finding[];
  readonly problems: readonly unknown[];
}

const { breakdown } = JSON.parse(readFileSync(join(sample, 'breach.json'), 'utf8')) as {
  breakdown: (Finding & Record<string, unknown>)[];
};

async function check(rules: string, from: string): Promise<{ code: number; output: Output }> {
  const { code, stdout } = await ringfence(['check', rules, '--traces', from, '--format', 'json']);
  return { code, output: JSON.parse(stdout) as Output };
}

function violationsOf(output: Output, rule: string): Finding[] {
  return output.violations.filter((found) => found.rule_id === rule);
}

const place = ({ trace_id, span_id, timestamp }: Finding) => `${timestamp} ${trace_id} ${span_id}`;

describe('checking samples/mediplatform', () => {
  test('prints expected.txt', async () => {
    const { code, stdout, stderr } = await ringfence(['check', 'samples/mediplatform', '--traces', traces]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toBe(readFileSync(join(sample, 'expected.txt'), 'utf8'));
  });

  test.each(FINDS_THE_BREACH)('%s finds the twelve that were made, and nothing else', async (rule) => {
    const { code, output } = await check('samples/mediplatform', traces);
    expect(code).toBe(1);
    expect(violationsOf(output, rule).map(place)).toEqual(breakdown.map(place));
    expect(output.summary).toMatchObject({
      unproven: 0,
      indeterminate: 0,
      unkeyed: 0,
      incomplete: 0,
      vacuous: [],
      unseen: [],
    });
    expect(output.problems).toEqual([]);
    expect(new Set(output.violations.map((found) => found.rule_id))).toEqual(new Set(FINDS_THE_BREACH));
  });

  test('the context says what leaked', async () => {
    const { output } = await check('samples/mediplatform', traces);
    const leaked = violationsOf(output, 'patient-documents-per-query').map(({ tenant, context }) => ({
      tenant_id: tenant,
      leaked_from_tenant: context.leaked_from_tenant,
      leaked_records: context.leaked_records,
      document_types: context.document_types,
      data_classes: context.data_classes,
    }));
    expect(leaked).toEqual(
      breakdown.map(({ tenant_id, leaked_from_tenant, leaked_records, document_types, data_classes }) => ({
        tenant_id,
        leaked_from_tenant,
        leaked_records,
        document_types,
        data_classes,
      })),
    );
  });

  test('the same twelve among more requests', async () => {
    const folder = temporaryFolder({});
    const script = join(root, 'scripts/generate-mediplatform.ts');
    execFileSync(process.execPath, [script, '--requests', '4000', '--out', folder]);
    const { output } = await check('samples/mediplatform', join(folder, 'traces'));
    expect(output.summary).toMatchObject({ traces: 4000, violated: 24, unproven: 0 });
    for (const rule of FINDS_THE_BREACH) {
      expect(violationsOf(output, rule).map(place)).toEqual(breakdown.map(place));
    }
  });

  test('with the forgotten table among rls_tables the migration is found before anything leaks', async () => {
    const rules = readFileSync(join(sample, 'isolation.fence'), 'utf8');
    const folder = temporaryFolder({
      'isolation.fence': rules.replace('["patients"]', '["patients", "patient_documents"]'),
    });
    const { output } = await check(join(folder, 'isolation.fence'), traces);
    const first = violationsOf(output, 'rls-per-query')[0]!;
    expect(first.timestamp.slice(0, 10)).toBe('2024-09-01');
    expect(first.timestamp < breakdown[0]!.timestamp).toBe(true);
  });

  test('a check that does not say whose rows it saw is unproven', async () => {
    const lines = readFileSync(join(sample, 'traces/2024-09.jsonl'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"name":"tenant_check"'));
    lines[at] = lines[at]!.replace(/("name":"tenant_check".*?)\{"key":"tenant_id",[^}]*\}\},/, '$1');
    const folder = temporaryFolder({});
    writeFileSync(join(folder, 'a.jsonl'), lines[at]!);
    const { code, output } = await check('samples/mediplatform', join(folder, 'a.jsonl'));
    expect(code).toBe(0);
    expect(output.unproven.map((found) => found.rule_id)).toEqual(FINDS_THE_BREACH);
  });
});
