import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ringfence, root } from './capture';

const sample = 'samples/mediplatform';
const command = ['check', sample, '--traces', `${sample}/traces`];

interface Listed {
  rule_id: string;
  trace_id: string;
  span_id: string;
  context: Record<string, unknown>;
}

describe(sample, () => {
  test('prints what its expected.txt says', async () => {
    const { code, stdout, stderr } = await ringfence(command);
    expect(stdout).toBe(readFileSync(join(root, sample, 'expected.txt'), 'utf8'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('finds exactly the twelve leaks that were put in, and what each of them showed', async () => {
    const { stdout } = await ringfence([...command, '--format', 'json']);
    const violations: Listed[] = JSON.parse(stdout).violations;
    const { breakdown } = JSON.parse(readFileSync(join(root, sample, 'breach.json'), 'utf8'));
    const of = (id: string) => violations.filter(({ rule_id }) => rule_id === id);
    expect(new Set(violations.map(({ rule_id }) => rule_id)).size).toBe(2);
    const ids = ({ trace_id, span_id }: Listed) => ({ trace_id, span_id });
    expect(of('tenant-isolation-patient-documents').map(ids)).toEqual(breakdown.map(ids));
    expect(
      of('patient-documents-per-query').map(({ context, ...finding }) => ({ ...ids(finding as Listed), ...context })),
    ).toMatchObject(
      breakdown.map(
        ({
          trace_id,
          span_id,
          leaked_from_tenant,
          leaked_records,
          patient_ids,
          document_types,
          data_classes,
        }: Record<string, unknown>) => ({
          trace_id,
          span_id,
          leaked_from_tenant,
          leaked_records,
          patient_ids,
          document_types,
          data_classes,
        }),
      ),
    );
  });
});
