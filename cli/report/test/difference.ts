import type { Finding } from '../../../engine';
import type { Difference } from '../../../rule-tests';
import { explanationLines, missingLines } from '../explanation';
import { locationText, MESSAGE_LENGTH } from '../pretty-finding';
import { verdictMarks } from '../pretty-findings';
import type { Style } from '../style';
import { brief, number } from '../text';

/** How many subjects are shown where others were expected. */
const MOST = 5;

/** What was expected and what was found, then the subjects that make the difference, and why they are what they are. */
export function differenceLines({ expected, found, findings }: Difference, style: Style): string[] {
  const more = findings.length > MOST ? [`… and ${number(findings.length - MOST)} more`] : [];
  return [
    style('red', `- ${expected}`),
    style('green', `+ ${found}`),
    ...findings.slice(0, MOST).flatMap((finding) => findingLines(finding, style)),
    ...more,
  ];
}

function findingLines(finding: Finding, style: Style): string[] {
  const { mark, colour } = verdictMarks[finding.verdict];
  const head = `${style(colour, `${mark} ${finding.verdict}`)}  ${brief(finding.message, MESSAGE_LENGTH)}`;
  const where = finding.location.path === '' ? [] : [style('cyan', locationText(finding.location))];
  const why = [...explanationLines(finding.explanation, style), ...missingLines(finding, style)];
  return [[head, ...where].join('  '), ...why.map((line) => `  ${line}`)];
}
