import type { RuleSummary } from '../../engine';
import { severities } from '../severities';
import type { CheckResult } from './check-result';
import { findingsByRule } from './pretty-findings';
import { notes } from './pretty-notes';
import { ruleTable } from './pretty-rules';
import { summaryLines } from './pretty-summary';
import type { Style } from './style';

/** The result for people: what was found under its rule, every rule's counts, what was not seen, and one summary line. */
export function* prettyReport(result: CheckResult, style: Style, quiet: boolean): Generator<string> {
  if (!quiet) {
    const rules = [...result.report.rules].sort(byWeight);
    yield* findingsByRule(result, rules, style);
    yield* section(ruleTable(rules, result.report.summary, style));
    for (const note of notes(result, style)) yield* section(note);
  }
  yield* summaryLines(result, style).map((line) => `${line}\n`);
}

function* section(lines: readonly string[]): Generator<string> {
  if (lines.length > 0) yield `${lines.join('\n')}\n\n`;
}

/** The most severe first, then by id. */
function byWeight(a: RuleSummary, b: RuleSummary): number {
  const weight = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return weight || (a.id < b.id ? -1 : Number(a.id > b.id));
}
