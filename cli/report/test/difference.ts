import type { Finding, RuleSummary } from '../../../engine';
import type { Expectation } from '../../../language';
import type { ExpectationOutcome } from '../../../rule-tests';
import { explanationLines, missingLines } from '../explanation';
import { locationText, MESSAGE_LENGTH } from '../pretty-finding';
import { verdictMarks } from '../pretty-findings';
import type { Style } from '../style';
import { brief, number } from '../text';

/** How many subjects are shown where others were expected. */
const MOST = 5;

const COUNTED = ['held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'] as const;

/** `expect R violated 1`, as it stands in the test. */
export function expectationText({ rule, verdict, count }: Expectation): string {
  return `expect ${rule} ${verdict}${count === null ? '' : ` ${count}`}`;
}

/** What was expected and what was found, then the subjects that make the difference, and why they are what they are. */
export function differenceLines(outcome: ExpectationOutcome, style: Style): string[] {
  const { expectation, found } = outcome;
  const expected = style('red', `- ${expectedText(expectation)}`);
  if (found === null) return [expected, style('green', '+ there is no such rule that compiles')];
  const findings = differing(outcome);
  const more = findings.length > MOST ? [`… and ${number(findings.length - MOST)} more`] : [];
  return [
    expected,
    style('green', `+ ${foundText(found)}`),
    ...findings.slice(0, MOST).flatMap((finding) => findingLines(finding, style)),
    ...more,
  ];
}

function foundText(found: RuleSummary): string {
  const counts = COUNTED.filter((name) => found[name] > 0).map((name) => `${number(found[name])} ${name}`);
  return counts.length === 0 ? 'nothing was judged' : counts.join(', ');
}

/** Where there are too many of the verdict those, else the others. */
function differing({ expectation, found, findings }: ExpectationOutcome): readonly Finding[] {
  const { verdict, count } = expectation;
  const tooMany = count !== null && found !== null && found[verdict] > count;
  return findings.filter((finding) => (finding.verdict === verdict) === tooMany);
}

function findingLines(finding: Finding, style: Style): string[] {
  const { mark, colour } = verdictMarks[finding.verdict];
  const head = `${style(colour, `${mark} ${finding.verdict}`)}  ${brief(finding.message, MESSAGE_LENGTH)}`;
  const where = finding.location.path === '' ? [] : [style('cyan', locationText(finding.location))];
  const why = [...explanationLines(finding.explanation, style), ...missingLines(finding, style)];
  return [[head, ...where].join('  '), ...why.map((line) => `  ${line}`)];
}

function expectedText({ verdict, count }: Expectation): string {
  return count === null ? `every subject ${verdict}, and at least one` : `${number(count)} ${verdict}`;
}
