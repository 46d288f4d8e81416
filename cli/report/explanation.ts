import type { Explanation, Finding, Operand } from '../../engine';
import type { Colour, Style } from './style';
import { brief, valueText } from './text';

const CONDITION_LENGTH = 300;
const VALUE_LENGTH = 160;

const marks: Readonly<Record<Explanation['value'], { mark: string; colour: Colour }>> = {
  true: { mark: '✓', colour: 'green' },
  false: { mark: '✗', colour: 'red' },
  unknown: { mark: '?', colour: 'yellow' },
};

/** Why a verdict is what it is, as a tree: each condition with its value, what it read, and where that stood. */
export function explanationLines(parts: readonly Explanation[], style: Style): string[] {
  return parts.flatMap(({ condition, value, operands, children }) => {
    const { mark, colour } = marks[value];
    const below = [...operandLines(operands, style), ...explanationLines(children, style)];
    return [`${style(colour, mark)} ${brief(condition, CONDITION_LENGTH)}`, ...below.map((line) => `  ${line}`)];
  });
}

/** What would have to be in the data for another verdict. */
export function missingLines({ missing }: Pick<Finding, 'missing'>, style: Style): string[] {
  return missing.map(({ name, reason }) => `${style('yellow', 'missing:')} ${brief(name, VALUE_LENGTH)} (${reason})`);
}

function operandLines(operands: readonly Operand[], style: Style): string[] {
  return operands.map(({ name, value, from }) => {
    const said = value === null ? '' : ` = ${shownValue(value)}`;
    return `${brief(name, VALUE_LENGTH)}${said} ${style('gray', `(${brief(from, VALUE_LENGTH)})`)}`;
  });
}

/** Texts in quotes, so that `1` and `"1"` differ. */
function shownValue(value: NonNullable<Operand['value']>): string {
  return typeof value === 'string' ? `"${brief(value, VALUE_LENGTH)}"` : brief(valueText(value), VALUE_LENGTH);
}
