import { stringify } from 'yaml';
import type { Finding } from '../../../engine';
import { printable } from '../../text/markdown';
import type { SpanPage } from '../messages';
import { explanationLines } from './explanation';
import { refOf } from './marks';

/**
 * A span as YAML, with the verdicts on it as comments above.
 * @param source where it was read, for people
 */
export function spanPage(
  content: ReadonlyMap<string, unknown>,
  findings: readonly Finding[],
  source: string,
): SpanPage {
  const lines = [`# ${printable(source, 1_000)}`, ''];
  const verdicts = findings.map((finding) => {
    const line = lines.length;
    lines.push(...verdictLines(finding), '');
    return { ...refOf(finding), line };
  });
  const yaml = stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
  return { text: `${lines.join('\n')}\n${yaml}`, verdicts };
}

function verdictLines(finding: Finding): string[] {
  const { verdict, ruleId, message, recommendation } = finding;
  const lines = [
    `${verdict.toUpperCase()} ${printable(ruleId, 200)}`,
    ...(message === '' ? [] : [`  ${printable(message, 1_000)}`]),
    ...explanationLines(finding).map((line) => `  ${line}`),
    ...recommendation.map((text) => `  → ${printable(text, 1_000)}`),
  ];
  return lines.map((line) => `# ${line}`);
}
