import type { Finding, Report, RuleSummary, Severity, Verdict } from '../../engine';
import { rfc3339 } from '../time';
import type { Colour, Style } from './style';
import { brief, number, printable, valueText } from './text';

/** How many findings of one verdict are printed for a rule. */
const MOST = 20;

const MESSAGE_LENGTH = 400;
const VALUE_LENGTH = 160;

const marks = {
  violated: { mark: '✗', colour: 'red' },
  unproven: { mark: '?', colour: 'yellow' },
  indeterminate: { mark: '?', colour: 'yellow' },
  exempted: { mark: '–', colour: 'gray' },
  held: { mark: '✓', colour: 'green' },
} as const satisfies Record<Verdict, object>;

export const severityColours: Readonly<Record<Severity, Colour>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'gray',
};

/** The rules that found something, each with its findings: violated, unproven, indeterminate, exempted. */
export function* findingsByRule(report: Report, rules: readonly RuleSummary[], style: Style): Generator<string> {
  const lists = [report.violations, report.unproven, report.indeterminate, report.exempted].map(groupByRule);
  for (const rule of rules) {
    const found = lists.map((list) => list.get(rule.id) ?? []).filter((list) => list.length > 0);
    if (found.length === 0) continue;
    yield `${heading(rule, style)}\n\n`;
    for (const list of found) yield* findingList(list, style);
  }
}

function groupByRule(findings: readonly Finding[]): Map<string, Finding[]> {
  return Map.groupBy(findings, ({ ruleId }) => ruleId);
}

function heading({ id, title, severity }: RuleSummary, style: Style): string {
  const name = style('bold', printable(id));
  return `${style(severityColours[severity], severity)}  ${name}${title ? `  ${brief(title, VALUE_LENGTH)}` : ''}`;
}

function* findingList(findings: readonly Finding[], style: Style): Generator<string> {
  const shown = findings.slice(0, MOST);
  for (const [index, finding] of shown.entries()) {
    const next = shown[index + 1];
    const adviceFollows = next !== undefined && sameAdvice(finding, next);
    yield findingText(finding, adviceFollows ? [] : finding.recommendation, style);
  }
  const more = findings.length - shown.length;
  if (more > 0) yield `  … and ${number(more)} more ${shown[0]!.verdict} (--format json lists all)\n\n`;
}

/** What several findings in a row recommend alike is printed once, under the last of them. */
function sameAdvice(a: Finding, b: Finding): boolean {
  return a.recommendation.join('\n') === b.recommendation.join('\n');
}

function findingText(finding: Finding, advice: readonly string[], style: Style): string {
  const { mark, colour } = marks[finding.verdict];
  const lines = [
    `  ${style(colour, `${mark} ${finding.verdict}`)}  ${style('bold', brief(finding.message, MESSAGE_LENGTH))}`,
    `    ${whenAndWhere(finding, style)}`,
    ...subjectLine(finding),
    ...detailLines(finding, style),
    `    ${style('cyan', locationText(finding))}`,
    ...advice.map((text) => `    → ${brief(text, MESSAGE_LENGTH)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

function whenAndWhere({ timestamp, service, tenant, traceId, spanId }: Finding, style: Style): string {
  const parts = [
    moment(timestamp),
    service === null ? 'no service' : brief(service, 60),
    tenant === null ? 'tenant not known' : `tenant ${brief(tenant, 60)}`,
    style('gray', `trace ${shortId(traceId)}  span ${shortId(spanId)}`),
  ];
  return parts.join('  ');
}

/** To the millisecond: enough to find it, and easy to read. */
function moment(nanoseconds: bigint): string {
  return `${rfc3339(nanoseconds).slice(0, -7).replace('T', ' ')}Z`;
}

function shortId(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}

function subjectLine({ subject, peak }: Finding): string[] {
  if (subject.kind !== 'group') return [];
  const keys = subject.key.map(([name, value]) => `${printable(name)} ${brief(valueText(value), VALUE_LENGTH)}`);
  const window = subject.window ? [`${moment(subject.window.start)} to ${moment(subject.window.end)}`] : [];
  return [`    ${[...keys, ...window, ...(peak === null ? [] : [`peak ${peak}`])].join(', ')}`];
}

/** The rule's context with aligned values, then what was missing. */
function detailLines({ context, missing }: Finding, style: Style): string[] {
  const width = Math.min(28, Math.max(0, ...context.map(([name]) => printable(name).length)));
  const values = context.map(([name, value]) => {
    const label = style('gray', printable(name).padEnd(width));
    return `      ${label}  ${brief(valueText(value), VALUE_LENGTH)}`;
  });
  const names = missing.map(({ name, reason }) => `${brief(name, VALUE_LENGTH)} (${reason})`);
  return names.length === 0 ? values : [...values, `    ${style('yellow', 'missing:')} ${names.join(', ')}`];
}

function locationText({ location: { path, line, offset } }: Finding): string {
  return line === null ? `${printable(path)} at byte ${number(offset)}` : `${printable(path)}:${line}`;
}
