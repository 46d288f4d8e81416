import type { FindingItem, Findings, ListedVerdict, RuleItem, Severity } from '../../protocol';

export const groupings = ['rule', 'tenant', 'service', 'file'] as const;
export type Grouping = (typeof groupings)[number];

export type VerdictCounts = Readonly<Record<ListedVerdict, number>>;

export type ViolationNode = GroupNode | TraceNode | FindingNode | WitnessNode | OmittedNode;

/** A rule, tenant, service or file; a rule without findings too. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly grouping: Grouping;
  /** null: what has no tenant, or no service. */
  readonly name: string | null;
  /** Only where grouped by rule. */
  readonly rule: RuleItem | null;
  /** The folder of the rule's project, where there are several projects. */
  readonly project: string | null;
  readonly severity: Severity;
  readonly counts: VerdictCounts;
  readonly children: readonly (TraceNode | OmittedNode)[];
}

export interface TraceNode {
  readonly kind: 'trace';
  readonly id: string;
  readonly traceId: string;
  readonly counts: VerdictCounts;
  readonly severity: Severity;
  /** Of its earliest finding. */
  readonly timestamp: string;
  /** Distinct, in order of appearance. */
  readonly tenants: readonly string[];
  readonly children: readonly FindingNode[];
}

/** One verdict; shown as the span that its first witness is. */
export interface FindingNode {
  readonly kind: 'finding';
  readonly id: string;
  readonly grouping: Grouping;
  readonly rule: RuleItem;
  readonly finding: FindingItem;
  /** Every witness, where there are several. */
  readonly children: readonly WitnessNode[];
}

export interface WitnessNode {
  readonly kind: 'witness';
  readonly id: string;
  readonly finding: FindingItem;
  readonly index: number;
}

/** Findings that were counted but are not listed. */
export interface OmittedNode {
  readonly kind: 'omitted';
  readonly id: string;
  readonly count: number;
}

interface Row {
  readonly rule: RuleItem;
  readonly finding: FindingItem;
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const listedVerdicts: readonly ListedVerdict[] = ['violated', 'unproven', 'indeterminate', 'exempted'];

/** The tree's first level, worst first. */
export function groupFindings({ rules }: Findings, grouping: Grouping): readonly GroupNode[] {
  const several = new Set(rules.map(({ project }) => project)).size > 1;
  const groups = grouping === 'rule' ? rules.map((rule) => groupOfRule(rule, several)) : groupsByName(rules, grouping);
  return groups.toSorted(worstFirst);
}

function groupOfRule(rule: RuleItem, several: boolean): GroupNode {
  const id = `${rule.project}#${rule.id}`;
  const rows = rule.findings.map((finding) => ({ rule, finding }));
  const { violated, unproven, indeterminate, exempted } = rule;
  const omitted = violated + unproven + indeterminate + exempted - rows.length;
  return {
    kind: 'group',
    id,
    grouping: 'rule',
    name: rule.id,
    rule,
    project: several ? folderName(rule.project) : null,
    severity: rule.severity,
    counts: { violated, unproven, indeterminate, exempted },
    children: [...tracesOf(id, rows, 'rule'), ...omittedNode(id, omitted)],
  };
}

function groupsByName(rules: readonly RuleItem[], grouping: Grouping): GroupNode[] {
  const rows = rules.flatMap((rule) => rule.findings.map((finding) => ({ rule, finding })));
  return [...Map.groupBy(rows, ({ finding }) => groupName(finding, grouping))].map(([name, members]) => {
    const id = `${grouping}:${name === null ? '' : `=${name}`}`;
    return {
      kind: 'group',
      id,
      grouping,
      name,
      rule: null,
      project: null,
      severity: worstSeverity(members),
      counts: countVerdicts(members),
      children: tracesOf(id, members, grouping),
    };
  });
}

/** Of a URI. */
function folderName(project: string): string {
  return decodeURIComponent(project.replace(/\/+$/, '').split('/').at(-1) ?? project);
}

function groupName(finding: FindingItem, grouping: Grouping): string | null {
  if (grouping === 'tenant') return finding.tenant;
  if (grouping === 'service') return finding.service;
  return finding.witnesses[0]?.location.path ?? null;
}

function tracesOf(groupId: string, rows: readonly Row[], grouping: Grouping): TraceNode[] {
  return [...Map.groupBy(rows, ({ finding }) => finding.traceId)]
    .map(([traceId, members]) => traceNode(`${groupId}/${traceId}`, traceId, members, grouping))
    .toSorted((a, b) => compareText(a.timestamp, b.timestamp) || compareText(a.traceId, b.traceId));
}

function traceNode(id: string, traceId: string, rows: readonly Row[], grouping: Grouping): TraceNode {
  const ordered = rows.toSorted((a, b) => compareText(a.finding.timestamp, b.finding.timestamp));
  return {
    kind: 'trace',
    id,
    traceId,
    counts: countVerdicts(rows),
    severity: worstSeverity(rows),
    timestamp: ordered[0]?.finding.timestamp ?? '',
    tenants: [...new Set(ordered.flatMap(({ finding }) => finding.tenant ?? []))],
    children: ordered.map(({ rule, finding }) =>
      findingNode(`${id}/${rule.id}/${finding.signalId}`, rule, finding, grouping),
    ),
  };
}

function findingNode(id: string, rule: RuleItem, finding: FindingItem, grouping: Grouping): FindingNode {
  const witnesses = finding.witnesses.length > 1 ? finding.witnesses : [];
  const children = witnesses.map(
    (_, index): WitnessNode => ({ kind: 'witness', id: `${id}/${index}`, finding, index }),
  );
  return { kind: 'finding', id, grouping, rule, finding, children };
}

function omittedNode(groupId: string, count: number): OmittedNode[] {
  return count > 0 ? [{ kind: 'omitted', id: `${groupId}/omitted`, count }] : [];
}

function countVerdicts(rows: readonly Row[]): VerdictCounts {
  const counts = { violated: 0, unproven: 0, indeterminate: 0, exempted: 0 };
  for (const { finding } of rows) counts[finding.verdict]++;
  return counts;
}

function worstSeverity(rows: readonly Row[]): Severity {
  const ranks = rows.map(({ finding }) => severities.indexOf(finding.severity));
  return severities[Math.min(...ranks)] ?? 'info';
}

/** The gravest verdict that there is any of. */
export function worstVerdict(counts: VerdictCounts): ListedVerdict | null {
  return listedVerdicts.find((verdict) => counts[verdict] > 0) ?? null;
}

function worstFirst(a: GroupNode, b: GroupNode): number {
  return (
    verdictRank(a.counts) - verdictRank(b.counts) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.counts.violated - a.counts.violated ||
    compareText(a.name ?? '', b.name ?? '')
  );
}

function verdictRank(counts: VerdictCounts): number {
  const worst = worstVerdict(counts);
  return worst ? listedVerdicts.indexOf(worst) : listedVerdicts.length;
}

/** By code unit: the same order in every locale. RFC 3339 instants in UTC order by time. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
