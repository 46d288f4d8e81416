import type { CoveredPart, RuleCoverage } from '../../../engine';
import { percentOf, shareOf } from '../../../rule-tests';
import { type Column, table } from '../columns';
import type { Style } from '../style';
import { brief, number, printable } from '../text';

/** Which triggers, obligations and arms of `or` tests have seen true, and which false. */
export function* prettyCoverage(rules: readonly RuleCoverage[], style: Style): Generator<string> {
  for (const rule of rules) {
    const seen = percentText(percentOf(shareOf([rule])));
    yield `\n${style('bold', printable(rule.ruleId))}  ${style(seen === '100%' ? 'green' : 'yellow', seen)}\n`;
    for (const line of table(columns(style), rule.parts, style)) yield `  ${line}\n`;
  }
  const { covered, total } = shareOf(rules);
  yield `\ncoverage ${percentText(percentOf({ covered, total }))}: ${number(covered)} of ${number(total)} outcomes seen\n`;
}

/** Rounded down: only all is 100%. */
export function percentText(percent: number): string {
  return `${Math.floor(percent)}%`;
}

export function coverageJson(rules: readonly RuleCoverage[]) {
  return {
    ...shareJson(rules),
    rules: rules.map((rule) => ({ rule_id: rule.ruleId, ...shareJson([rule]), parts: rule.parts })),
  };
}

function shareJson(rules: readonly RuleCoverage[]) {
  const share = shareOf(rules);
  return { covered: share.covered, total: share.total, percent: percentOf(share) };
}

function columns(style: Style): Column<CoveredPart>[] {
  const count = (title: 'true' | 'false' | 'unknown'): Column<CoveredPart> => ({
    title,
    text: (part) => number(part[title]),
    right: true,
    style: (text, part) => (title !== 'unknown' && part[title] === 0 ? style('red', text) : text),
  });
  return [
    { title: 'part', text: ({ kind }) => (kind === 'arm' ? 'or' : kind) },
    count('true'),
    count('false'),
    count('unknown'),
    { title: 'condition', text: ({ condition }) => brief(condition, 200) },
  ];
}
