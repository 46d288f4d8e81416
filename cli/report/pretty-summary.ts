import { rfc3339 } from '../time';
import type { CheckResult } from './check-result';
import type { Colour, Style } from './style';
import { counted, number } from './text';

/** The counts and what they were counted in; then, where that is not everything, what was not seen. */
export function summaryLines(result: CheckResult, style: Style): string[] {
  const { summary } = result.report;
  const read = [counted(summary.rules, 'rule'), counted(summary.traces, 'trace'), counted(summary.spans, 'span')];
  const lines = [`${countsText(result, style)}  ${style('gray', `(${[...read, ...period(result)].join(', ')})`)}`];
  const unseen = reservations(result);
  if (unseen.length > 0) lines.push(style('yellow', `Not everything was seen: ${unseen.join(', ')}.`));
  if (result.assumeComplete) lines.push(style('yellow', 'Every trace was taken for whole (--assume-complete).'));
  return lines;
}

function countsText({ report: { summary } }: CheckResult, style: Style): string {
  const named = (name: 'violated' | 'unproven' | 'exempted' | 'indeterminate' | 'unkeyed', colour: Colour) => {
    const text = `${number(summary[name])} ${name}`;
    return summary[name] > 0 ? style(colour, text) : text;
  };
  const counts = [
    `${number(summary.checked)} checked`,
    `${number(summary.held)} held`,
    named('violated', ['bold', 'red']),
    named('unproven', 'yellow'),
  ];
  for (const name of ['exempted', 'indeterminate', 'unkeyed'] as const) {
    if (summary[name] > 0) counts.push(named(name, 'yellow'));
  }
  return counts.join(', ');
}

/** What a summary must say so that no absence reads as isolation. */
function reservations({ report: { summary }, problems, diagnostics }: CheckResult): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const said = [
    [summary.incomplete, counted(summary.incomplete, 'incomplete trace')],
    [summary.sampled, counted(summary.sampled, 'sampled trace')],
    [problems.length, counted(problems.length, 'problem')],
    [errors, counted(errors, 'error in rules', 'errors in rules')],
  ] as const;
  return said.filter(([count]) => count > 0).map(([, text]) => text);
}

function period({ period: { start, end } }: CheckResult): string[] {
  return start === null || end === null ? [] : [`${day(start)} to ${day(end)}`];
}

function day(nanoseconds: bigint): string {
  return rfc3339(nanoseconds).slice(0, 10);
}
