import type { FindingItem, RuleItem } from '../../protocol';

/** A finding with one witness, for tests to vary. */
export function finding(over: Partial<FindingItem> = {}): FindingItem {
  return {
    signalId: 'sig_0000000000000001',
    verdict: 'violated',
    severity: 'high',
    message: 'leak',
    timestamp: '2024-09-01T06:58:49.744725000Z',
    service: 'patient-api',
    tenant: 'hospital_a',
    traceId: 'd11be173701eb9e369df9fac4d82ad99',
    missing: [],
    recommendation: [],
    context: [],
    witnesses: [witness()],
    ...over,
  };
}

export function witness(name = 'tenant_check', line = 7): FindingItem['witnesses'][number] {
  return {
    traceId: 'd11be173701eb9e369df9fac4d82ad99',
    spanId: '051c8db1f12b7597',
    name,
    event: null,
    location: { path: '/work/traces/2024-09.jsonl', line, offset: 4711 },
  };
}

let versions = 0;

/** A rule whose counts are those of its findings, `held` beside them. */
export function rule(id: string, findings: readonly FindingItem[], over: Partial<RuleItem> = {}): RuleItem {
  const count = (verdict: FindingItem['verdict']) => findings.filter((each) => each.verdict === verdict).length;
  const [violated, unproven, exempted] = [count('violated'), count('unproven'), count('exempted')];
  const held = over.held ?? 0;
  return {
    version: ++versions,
    project: 'file:///work',
    id,
    title: null,
    severity: 'high',
    uri: 'file:///work/isolation.fence',
    range: { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } },
    checked: held + violated + unproven + exempted,
    held,
    violated,
    unproven,
    exempted,
    indeterminate: count('indeterminate'),
    unkeyed: 0,
    vacuous: false,
    findings,
    ...over,
  };
}
