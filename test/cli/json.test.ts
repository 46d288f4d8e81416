import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../cli/report/check-result';
import { jsonReport, valueJson } from '../../cli/report/json';
import { madeFinding, madeResult } from './made-result';

function json(result: CheckResult) {
  return JSON.parse([...jsonReport(result)].join(''));
}

const counts = ['checked', 'held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'];

describe('json', () => {
  test('golden', async () => {
    await expect([...jsonReport(madeResult())].join('')).toMatchFileSnapshot('golden/report.json.expected');
  });

  test('has the keys that scripts rely on', () => {
    const report = json(madeResult());
    expect(Object.keys(report)).toEqual([
      'version',
      'tool',
      'period',
      'assume_complete',
      'inputs',
      'summary',
      'rules',
      'violations',
      'unproven',
      'indeterminate',
      'exempted',
      'problems',
      'diagnostics',
    ]);
    expect(report.tool).toEqual({ name: 'ringfence', version: '1.2.3' });
    expect(report.period).toEqual({ start: '2024-09-01T14:23:47.629810001Z', end: '2024-09-02T14:23:47.629810001Z' });
    expect(Object.keys(report.inputs[0])).toEqual([
      'path',
      'format',
      'bytes',
      'sha256',
      'spans',
      'problems',
      'skipped',
    ]);
    expect(Object.keys(report.summary)).toEqual([
      'rules',
      'traces',
      'spans',
      ...counts,
      'incomplete',
      'sampled',
      'vacuous',
      'unseen',
    ]);
    expect(Object.keys(report.rules[0])).toEqual(['id', 'severity', ...counts, 'exercised']);
    expect(Object.keys(report.problems[0])).toEqual(['path', 'line', 'offset', 'what', 'skipped']);
  });

  test('lists findings of one shape', () => {
    const report = json(madeResult());
    for (const finding of [...report.violations, ...report.unproven, ...report.indeterminate]) {
      expect(Object.keys(finding)).toEqual([
        'signal_id',
        'rule_id',
        'severity',
        'verdict',
        'trace_id',
        'span_id',
        'timestamp',
        'service',
        'tenant',
        'message',
        'context',
        'recommendation',
        'explanation',
        'missing',
        'exemption',
        'location',
        'subject',
        'witnesses',
      ]);
      expect(Object.keys(finding.explanation[0])).toEqual(['condition', 'value', 'children', 'operands']);
      expect(Object.keys(finding.explanation[0].operands[0])).toEqual(['name', 'value', 'from']);
      expect(Object.keys(finding.location)).toEqual(['path', 'line', 'offset']);
      expect(Object.keys(finding.subject)).toEqual(['kind', 'key', 'window', 'peak']);
      expect(finding.witnesses).toEqual([
        { trace_id: '4ebbc8a92e8f76f4f0591fca3da47f52', span_id: 'd32d4025e34a7100', event: null },
      ]);
    }
    expect(report.violations[2].subject).toEqual({
      kind: 'group',
      key: { tenant_id: 'tenant_b' },
      window: { start: '2024-09-01T14:23:47.629810001Z', end: '2024-09-01T14:24:47.629810001Z' },
      peak: 150,
    });
    expect(report.unproven[0].missing).toEqual([
      { name: 'tenant_id', reason: 'absent' },
      { name: 'user.tenant_id', reason: 'broken parent' },
    ]);
  });

  test.each([
    [2n ** 63n, '9223372036854775808'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [new Uint8Array([0, 255]), 'AP8='],
    [
      [1n, [true, null as never]],
      ['1', [true, null]],
    ],
    [null, null],
  ])('%s is written as OTLP writes it', (value, expected) => {
    expect(valueJson(value)).toEqual(expected);
  });

  test('takes a name such as __proto__ for a name', () => {
    const result = madeResult();
    const finding = madeFinding('violated', { context: [['__proto__', new Map([['constructor', 'x']])]] });
    const [written] = json({ ...result, report: { ...result.report, violations: [finding] } }).violations;
    expect(Object.entries(written.context)).toEqual([['__proto__', { constructor: 'x' }]]);
  });
});
