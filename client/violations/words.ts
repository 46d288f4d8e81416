import type { FindingItem, RuleItem, WitnessItem } from '../../protocol';
import { counted, printable } from '../printable';
import { type FindingNode, type GroupNode, listedVerdicts, type TraceNode, type VerdictCounts } from './tree';

/** `12 violated · 3 unproven`; empty where there is none. */
export function verdictWords(counts: VerdictCounts): string {
  return listedVerdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict].toLocaleString('en')} ${verdict}`)
    .join(' · ');
}

const nameless = { rule: '', tenant: 'no tenant', service: 'no service', file: 'no file' } as const;

export function groupLabel({ name, grouping }: GroupNode): string {
  return name === null ? `(${nameless[grouping]})` : printable(grouping === 'file' ? fileName(name) : name);
}

export function groupDescription({ counts, rule, severity, project }: GroupNode): string {
  const words = verdictWords(counts);
  if (!rule) return words;
  const parts = [severity, words || ruleOutcome(rule)];
  if (project !== null) parts.push(printable(project, 60));
  return parts.join(' · ');
}

/** Of a rule without findings: never more than was checked. */
export function ruleOutcome(rule: RuleItem): string {
  if (rule.checked === 0) return 'nothing checked';
  if (rule.vacuous) return 'vacuous';
  const unkeyed = rule.unkeyed > 0 ? ` · ${rule.unkeyed.toLocaleString('en')} unkeyed` : '';
  return `${rule.held.toLocaleString('en')} held${unkeyed}`;
}

export function groupTooltip(node: GroupNode): string {
  const { rule } = node;
  if (!rule) return `${printable(node.name ?? groupLabel(node))}\n${verdictWords(node.counts)}`;
  const lines = [
    rule.title === null ? rule.id : `${rule.id}: ${rule.title}`,
    `${rule.severity} · ${counted(rule.checked, 'subject')} checked`,
    `${rule.held} held · ${rule.violated} violated · ${rule.unproven} unproven · ${rule.exempted} exempted`,
    `${rule.indeterminate} indeterminate · ${rule.unkeyed} without a key`,
  ];
  if (rule.vacuous) lines.push('Vacuous: it checked nothing worth the name, which is no success.');
  return lines.map((line) => printable(line)).join('\n');
}

export function traceLabel({ traceId }: TraceNode): string {
  return `Trace ${traceId.slice(0, 8)}`;
}

export function traceDescription({ tenants, counts, children, timestamp }: TraceNode): string {
  const parts = [printable(tenants.join(', '), 80), instant(timestamp)];
  if (children.length > 1) parts.push(verdictWords(counts));
  return parts.filter(Boolean).join(' · ');
}

export function findingLabel({ rule, finding }: FindingNode): string {
  return printable(witnessName(finding.witnesses[0]) ?? rule.id);
}

export function findingDescription({ grouping, rule, finding }: FindingNode): string {
  const verdict = finding.verdict === 'violated' ? null : finding.verdict;
  const missing = finding.missing.length > 0 ? finding.missing.join(', ') : null;
  const message = finding.message || rule.title;
  const parts = [grouping === 'rule' ? null : rule.id, verdict, missing, message];
  return printable(parts.filter((part) => part !== null).join(' · '));
}

export function findingTooltip({ rule, finding }: FindingNode): string {
  return [
    `${finding.verdict}: ${rule.id} (${finding.severity})`,
    finding.message,
    ...finding.missing.map((name) => `missing ${name}`),
    ...finding.context.map(([name, value]) => `${name} = ${value}`),
    ...finding.recommendation,
    `${finding.timestamp} · trace ${finding.traceId}`,
    `tenant ${finding.tenant ?? 'unknown'} · service ${finding.service ?? 'unknown'}`,
  ]
    .map((line) => printable(line, 500))
    .join('\n');
}

export function witnessName(witness: WitnessItem | undefined): string | null {
  if (!witness) return null;
  return witness.event === null ? witness.name : `${witness.name} › ${witness.event}`;
}

export function witnessPlace(finding: FindingItem, index: number): string {
  const location = finding.witnesses[index]?.location;
  if (!location) return '';
  const name = printable(fileName(location.path));
  return location.line === null ? `${name} @${location.offset}` : `${name}:${location.line}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** `2024-09-12 10:22:31`, of an RFC 3339 instant in UTC. */
function instant(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}
