import type { AttributeSeen, Finding, RuleReading, SignalReading } from '../../engine';
import { type Column, table } from './columns';
import type { ExplainResult } from './explain-result';
import { explanationLines, missingLines } from './explanation';
import { contextLines, findingLines, MESSAGE_LENGTH } from './pretty-finding';
import { severityColours, verdictMarks } from './pretty-findings';
import { problemText } from './pretty-notes';
import type { Style } from './style';
import { brief, counted, number, printable } from './text';

const LENGTH = 400;

/** One rule for people: how it is read, what it had to judge by, what it found, and why. */
export function* prettyExplain(result: ExplainResult, style: Style): Generator<string> {
  const { rule, place, problems } = result;
  const title = rule.title === null ? [] : [brief(rule.title, MESSAGE_LENGTH)];
  const severity = style(severityColours[rule.severity], rule.severity);
  yield `${[severity, style('bold', printable(rule.id)), ...title, style('gray', printable(place))].join('  ')}\n\n`;
  yield* section(readingLines(result.reading, style));
  yield* section(signalLines(result, style));
  yield* section(attributeLines(result.seen.attributes, style));
  yield* section([countsText(result)]);
  const shown = result.findings.slice(0, result.most);
  for (const finding of shown) yield* section(whyLines(finding, style));
  const more = result.findings.length - shown.length;
  if (more > 0) yield `… and ${number(more)} more (--all lists them)\n`;
  if (problems.length > 0)
    yield* section([style(['bold', 'yellow'], 'problems'), ...problems.map((each) => `  ${problemText(each)}`)]);
}

function* section(lines: readonly string[]): Generator<string> {
  if (lines.length > 0) yield `${lines.join('\n')}\n\n`;
}

function readingLines({ subject, services, triggers, obligations }: RuleReading, style: Style): string[] {
  const rows: (readonly [string, string])[] = [
    ['judges', subject],
    ...(services.length > 0 ? [['services', services.join(', ')] as const] : []),
    ...triggers.map((trigger, index) => [index === 0 ? 'where' : 'and', trigger] as const),
    ...obligations.map(({ kind, condition }) => [kind, condition] as const),
  ];
  return rows.map(([word, text]) => `${style('gray', word.padEnd(8))}  ${brief(text, LENGTH)}`);
}

function signalLines({ reading, seen }: ExplainResult, style: Style): string[] {
  const rows = seen.signals.map((signal, index) => ({ ...signal, ...(reading.signals[index] as SignalReading) }));
  if (rows.length === 0) return [];
  return table(
    [
      { title: 'signal', text: ({ name }) => brief(name, 60) },
      {
        title: 'matches',
        text: ({ certain }) => number(certain),
        right: true,
        style: (text, { certain, possible }) => (certain + possible === 0 ? style('yellow', text) : text),
      },
      { title: 'possible', text: ({ possible }) => number(possible), right: true },
      {
        title: 'is',
        text: ({ definition, declared }) => `${brief(definition, 160)}${declared ? '' : ' (nothing declares it)'}`,
      },
    ],
    rows,
    style,
  );
}

/** A line for each attribute that is somewhere, a column for each scope that is read; the others by name alone. */
function attributeLines(attributes: readonly AttributeSeen[], style: Style): string[] {
  const byKey = Map.groupBy(attributes, ({ key }) => key);
  const somewhere = [...byKey].filter(([, places]) => places.some(({ present }) => present > 0)).sort(byName);
  const nowhere = [...byKey.keys()].filter((key) => !somewhere.some(([found]) => found === key)).sort();
  const scopes = [...new Map(attributes.map(({ scope, rows }) => [scope, rows]))];
  const columns: Column<(typeof somewhere)[number]>[] = [
    { title: 'attribute', text: ([key]) => brief(key, 60) },
    ...scopes.map(([scope, rows]) => ({
      title: `on ${counted(rows, scope)}`,
      text: ([, places]: (typeof somewhere)[number]) => {
        const place = places.find((each) => each.scope === scope);
        return place === undefined ? '' : number(place.present);
      },
      right: true,
    })),
  ];
  const lines = somewhere.length === 0 ? [] : table(columns, somewhere, style);
  if (nowhere.length > 0)
    lines.push(`${style('yellow', 'nowhere:')} ${nowhere.map((key) => brief(key, 60)).join(', ')}`);
  return lines;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function countsText({ counts, findings, trace, assumeComplete }: ExplainResult): string {
  const names = ['held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'] as const;
  const found = names.filter((name) => counts[name] > 0).map((name) => `${number(counts[name])} ${name}`);
  const all = [`${number(counts.checked)} checked`, ...found].join(', ');
  const whole = assumeComplete ? '; every trace was taken for whole' : '';
  return trace === null
    ? `${all}${whole}`
    : `${all}${whole}; ${counted(findings.length, 'verdict')} listed in traces ${brief(trace, 40)}`;
}

function whyLines(finding: Finding, style: Style): string[] {
  const { mark, colour } = verdictMarks[finding.verdict];
  const head = `${style(colour, `${mark} ${finding.verdict}`)}  ${style('bold', brief(finding.message, MESSAGE_LENGTH))}`;
  const [where, ...group] = findingLines({ ...finding, missing: [] }, [], style);
  const lines = [where!, `trace ${finding.traceId}  span ${finding.spanId}`, ...group];
  const why = [...explanationLines(finding.explanation, style), ...missingLines(finding, style)];
  return [head, ...[...lines, ...contextLines(finding.context, style), ...why].map((line) => `  ${line}`)];
}
