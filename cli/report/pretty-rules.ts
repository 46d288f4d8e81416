import type { Counts, RuleSummary, Summary } from '../../engine';
import { type Column, table } from './columns';
import { severityColours } from './pretty-findings';
import type { Style } from './style';
import { number, printable, shorten } from './text';

const always: readonly (keyof Counts)[] = ['checked', 'held', 'violated', 'unproven'];
const whereAny: readonly (keyof Counts)[] = ['exempted', 'indeterminate', 'unkeyed'];
const colours = {
  violated: 'red',
  unproven: 'yellow',
  indeterminate: 'yellow',
  unkeyed: 'yellow',
  held: 'green',
} as const;

/** Every rule's counts, also of those that found nothing. */
export function ruleTable(rules: readonly RuleSummary[], summary: Summary, style: Style): string[] {
  const counts = [...always, ...whereAny.filter((name) => summary[name] > 0)];
  const columns: Column<RuleSummary>[] = [
    { title: 'rule', text: ({ id }) => shorten(printable(id), 60) },
    {
      title: 'severity',
      text: ({ severity }) => severity,
      style: (text, { severity }) => style(severityColours[severity], text),
    },
    ...counts.map((name) => countColumn(name, style)),
  ];
  return rules.length === 0 ? [] : table(columns, rules, style);
}

function countColumn(name: keyof Counts, style: Style): Column<RuleSummary> {
  const colour = name in colours ? colours[name as keyof typeof colours] : undefined;
  return {
    title: name,
    text: (rule) => number(rule[name]),
    right: true,
    style: (text, rule) => (colour && rule[name] > 0 ? style(colour, text) : text),
  };
}
