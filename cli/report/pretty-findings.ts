import type { Finding, RuleSummary, Severity, Verdict } from '../../engine';
import type { CheckResult } from './check-result';
import { type ContextEntry, contextLines, findingLines, MESSAGE_LENGTH } from './pretty-finding';
import type { Colour, Style } from './style';
import { brief, number, printable, valueText } from './text';

/** How many findings of one verdict are printed for a rule. */
const MOST = 20;

export const verdictMarks: Readonly<Record<Verdict, { mark: string; colour: Colour }>> = {
  violated: { mark: '✗', colour: 'red' },
  unproven: { mark: '?', colour: 'yellow' },
  indeterminate: { mark: '?', colour: 'yellow' },
  exempted: { mark: '–', colour: 'gray' },
  held: { mark: '✓', colour: 'green' },
};

export const severityColours: Readonly<Record<Severity, Colour>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'gray',
};

/** The rules that found something, each with its findings: violated, unproven, indeterminate, exempted. */
export function* findingsByRule(
  { report, ruleLocations }: CheckResult,
  rules: readonly RuleSummary[],
  style: Style,
): Generator<string> {
  const lists = [report.violations, report.unproven, report.indeterminate, report.exempted].map((findings) =>
    Map.groupBy(findings, ({ ruleId }) => ruleId),
  );
  for (const rule of rules) {
    const found = lists.map((list) => list.get(rule.id) ?? []).filter((list) => list.length > 0);
    if (found.length === 0) continue;
    yield `${heading(rule, ruleLocations.get(rule.id), style)}\n\n`;
    for (const list of found) yield* findingList(list, style);
  }
}

function heading({ id, title, severity }: RuleSummary, location: string | undefined, style: Style): string {
  const parts = [style(severityColours[severity], severity), style('bold', printable(id))];
  if (title !== null) parts.push(brief(title, MESSAGE_LENGTH));
  if (location !== undefined) parts.push(style('gray', printable(location)));
  return parts.join('  ');
}

/** Findings of one rule and verdict; those with one message stand together under it. */
function* findingList(findings: readonly Finding[], style: Style): Generator<string> {
  let left = MOST;
  for (const group of Map.groupBy(findings, ({ message }) => message).values()) {
    if (left === 0) break;
    yield* groupText(group, group.slice(0, left), style);
    left -= Math.min(left, group.length);
  }
  const more = findings.length - MOST;
  if (more > 0) yield `  … and ${number(more)} more ${findings[0]!.verdict} (--format json lists all)\n\n`;
}

/** The message, what all of them have in common, then each with what is its own. */
function* groupText(group: readonly Finding[], shown: readonly Finding[], style: Style): Generator<string> {
  const { verdict, message } = group[0]!;
  const { mark, colour } = verdictMarks[verdict];
  const count = group.length > 1 ? `${number(group.length)} ` : '';
  const many = shown.length > 1;
  const common = many ? commonContext(shown) : [];
  const advice =
    many && shown.every((finding) => adviceOf(finding) === adviceOf(shown[0]!)) ? shown[0]!.recommendation : null;
  const head = `${style(colour, `${mark} ${count}${verdict}`)}  ${style('bold', brief(message, MESSAGE_LENGTH))}`;
  const inCommon = [...contextLines(common, style), ...adviceLines(advice ?? [])];
  yield block([`  ${head}`, ...indented(inCommon)], inCommon.length > 0);
  const names = new Set(common.map(([name]) => name));
  for (const [index, finding] of shown.entries()) {
    const own = finding.context.filter(([name]) => !names.has(name));
    const lines = [...findingLines(finding, own, style), ...adviceLines(advice ? [] : finding.recommendation)];
    yield block(indented(lines), index === shown.length - 1 || lines.length > 1);
  }
}

function adviceLines(recommendation: readonly string[]): string[] {
  return recommendation.map((text) => `→ ${brief(text, MESSAGE_LENGTH)}`);
}

/** The values that all findings have alike. */
function commonContext(findings: readonly Finding[]): readonly ContextEntry[] {
  const [first, ...others] = findings.map(({ context }) => context);
  return first!.filter(([name, value]) =>
    others.every((context) => context.some((entry) => entry[0] === name && valueText(entry[1]) === valueText(value))),
  );
}

function adviceOf({ recommendation }: Finding): string {
  return recommendation.join('\n');
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

function block(lines: readonly string[], spaced: boolean): string {
  return `${lines.join('\n')}\n${spaced ? '\n' : ''}`;
}
