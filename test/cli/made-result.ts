import type { CheckResult } from '../../cli/report/check-result';
import type { Finding, RuleSummary, Verdict } from '../../engine';

const start = 1_725_200_627_629_810_001n;

export function madeFinding(verdict: Verdict, changes: Partial<Finding> = {}): Finding {
  return {
    signalId: 'sig_0123456789abcdef',
    ruleId: 'documents-per-query',
    severity: 'critical',
    verdict,
    traceId: '4ebbc8a92e8f76f4f0591fca3da47f52',
    spanId: 'd32d4025e34a7100',
    timestamp: start,
    service: 'patient-api',
    tenant: 'tenant_a',
    message: 'Query on documents without a tenant filter',
    context: [
      ['query', 'SELECT *\n  FROM documents'],
      ['leaked', ['doc_1', 'doc_2']],
      ['user_tenant', null],
    ],
    recommendation: ['Add an RLS policy to documents'],
    explanation: [
      {
        condition: 'tenant_id == q.user.tenant_id',
        value: 'false',
        operands: [{ name: 'user.tenant_id', value: 'a', from: 'inherited from api.request 051c8db1f12b7597' }],
        children: [{ condition: 'true', value: 'true', operands: [], children: [] }],
      },
    ],
    missing: [],
    location: { path: 'traces/a.jsonl', line: 14, offset: 1024 },
    subject: { kind: 'occurrence', key: [], window: null },
    peak: null,
    exemption: null,
    witnesses: [
      {
        traceId: '4ebbc8a92e8f76f4f0591fca3da47f52',
        spanId: 'd32d4025e34a7100',
        spanName: 'database.query',
        event: null,
        location: { path: 'traces/a.jsonl', line: 14, offset: 1024 },
      },
    ],
    ...changes,
  };
}

export function madeRule(id: string, changes: Partial<RuleSummary> = {}): RuleSummary {
  return {
    id,
    title: null,
    severity: 'medium',
    checked: 0,
    held: 0,
    violated: 0,
    unproven: 0,
    exempted: 0,
    indeterminate: 0,
    unkeyed: 0,
    exercised: 0,
    origin: { uri: 'file:///p/rules.fence', start: 0, end: 1, line: 1 },
    ...changes,
  };
}

/** A result with everything in it that a report can hold. */
export function madeResult(): CheckResult {
  const windowed = madeFinding('violated', {
    ruleId: 'rate-limit',
    severity: 'high',
    message: 'Too many requests',
    context: [],
    recommendation: [],
    subject: { kind: 'group', key: [['tenant_id', 'tenant_b']], window: { start, end: start + 60_000_000_000n } },
    peak: 150,
    location: { path: 'traces/b.binpb', line: null, offset: 99 },
    service: null,
    tenant: null,
  });
  const unproven = madeFinding('unproven', {
    message: 'Whose documents these are is not recorded',
    missing: [
      { name: 'tenant_id', reason: 'absent' },
      { name: 'user.tenant_id', reason: 'broken parent' },
    ],
  });
  return {
    version: '1.2.3',
    period: { start, end: start + 86_400_000_000_000n },
    assumeComplete: false,
    ruleLocations: new Map([['documents-per-query', 'rules.fence:12']]),
    report: {
      summary: {
        rules: 3,
        traces: 1200,
        spans: 9600,
        checked: 1204,
        held: 1200,
        violated: 3,
        unproven: 1,
        exempted: 0,
        indeterminate: 1,
        unkeyed: 0,
        incomplete: 1,
        sampled: 0,
        vacuous: ['never-triggered'],
        unseen: ['database.qurey'],
        earliest: start,
        latest: start,
      },
      rules: [
        madeRule('never-triggered', { severity: 'low' }),
        madeRule('rate-limit', { severity: 'high', checked: 1, violated: 1, exercised: 1 }),
        madeRule('documents-per-query', {
          title: 'Documents stay in their hospital',
          severity: 'critical',
          checked: 1203,
          held: 1200,
          violated: 2,
          unproven: 1,
          indeterminate: 1,
          exercised: 1203,
        }),
      ],
      violations: [madeFinding('violated'), madeFinding('violated'), windowed],
      unproven: [unproven],
      indeterminate: [
        madeFinding('indeterminate', {
          message: 'Not known whether this reads documents',
          context: [],
          recommendation: [],
        }),
      ],
      exempted: [],
    },
    inputs: [
      { path: 'logo.png', format: null, bytes: 10, spans: 0, problems: 0, skipped: 'a PNG image', sha256: null },
      {
        path: 'traces/a.jsonl',
        format: 'otlp-json',
        bytes: 1000,
        spans: 9600,
        problems: 1,
        skipped: null,
        sha256: 'ab',
      },
    ],
    problems: [{ path: 'traces/a.jsonl', line: 3, offset: 200, what: 'not JSON: unexpected end', skipped: 'the line' }],
    diagnostics: [
      {
        path: 'rules.fence',
        severity: 'error',
        code: 'unknown-name',
        message: 'Nothing declares “x”.',
        place: { line: 2, column: 3, length: 1, text: '  x' },
      },
      { path: 'more.fence', severity: 'error', code: 'unreadable', message: 'permission denied', place: null },
    ],
  };
}
