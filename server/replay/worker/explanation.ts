import type { Explanation, Finding, Missing, Operand } from '../../../engine';
import { shownValue } from '../../text/attribute-value';
import { markdownProse, printable } from '../../text/markdown';

const MARKS = { true: '✓', false: '✗', unknown: '?' } as const;

/** A verdict's reasons as lines of plain text: each condition with what it came to, indented by nesting, and its operands. */
export function explanationLines(finding: Pick<Finding, 'explanation' | 'missing'>): string[] {
  return [...finding.explanation.flatMap((one) => conditionLines(one, 0)), ...finding.missing.map(missingLine)];
}

function conditionLines({ condition, value, operands, children }: Explanation, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    `${indent}${MARKS[value]} ${printable(condition, 300)}`,
    ...operands.map((operand) => `${indent}    ${operandText(operand)}`),
    ...children.flatMap((child) => conditionLines(child, depth + 1)),
  ];
}

function operandText({ name, value, from }: Operand): string {
  const shown = value === null ? '(absent)' : printable(shownValue(value), 200);
  return `${printable(name, 200)} = ${shown} · ${printable(from, 200)}`;
}

function missingLine(missing: Missing): string {
  return `missing: ${missingText(missing)}`;
}

export function missingText({ name, reason }: Missing): string {
  return `${printable(name, 200)}: ${reason}`;
}

/** The same as Markdown, under the rule and its message, for a hover. */
export function explanationMarkdown(finding: Finding): string {
  const { ruleId, verdict, message, recommendation } = finding;
  const reasons = explanationLines(finding).map((line) => line.replaceAll('```', "'''"));
  const advice = recommendation.map((text) => `- ${markdownProse(text)}`).join('\n');
  const parts = [
    `**${verdict}** by ${markdownProse(ruleId)}`,
    markdownProse(message),
    reasons.length > 0 ? `\`\`\`text\n${reasons.join('\n')}\n\`\`\`` : '',
    advice,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
