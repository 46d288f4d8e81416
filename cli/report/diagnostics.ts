import type { OutputStream } from '../io';
import type { DiagnosticPlace, ShownDiagnostic } from './check-result';
import type { Colour, Style } from './style';
import { brief, printable } from './text';

const colours: Readonly<Record<ShownDiagnostic['severity'], Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
};

/** How much of a long line is shown. */
const WIDTH = 120;

/** `file:line:column: error code: message`, then the line with carets under the place. */
export function diagnosticText({ path, place, severity, code, message }: ShownDiagnostic, style: Style): string {
  const file = style('bold', `${printable(path)}:${place ? `${place.line}:${place.column}:` : ''}`);
  const head = `${file} ${style(colours[severity], `${severity} ${code}:`)} ${brief(message, 1_000)}`;
  return [head, ...(place ? excerpt(place, colours[severity], style) : [])].map((line) => `${line}\n`).join('');
}

function excerpt({ line, column, length, text }: DiagnosticPlace, colour: Colour, style: Style): string[] {
  if (text.trim() === '') return [];
  const from = Math.max(0, column - 1 - WIDTH / 2);
  const before = visible(text.slice(from, column - 1));
  const rest = visible(text.slice(column - 1, from + WIDTH));
  const gutter = String(line);
  const carets = '^'.repeat(Math.max(1, Math.min(length, rest.length)));
  return [
    `  ${style('gray', `${gutter} |`)} ${before}${rest}`,
    `  ${style('gray', `${' '.repeat(gutter.length)} |`)} ${' '.repeat(before.length)}${style(colour, carets)}`,
  ];
}

function visible(text: string): string {
  return printable(text.replaceAll('\t', ' '));
}

/** Prints diagnostics, each with its line; quiet leaves out those that are no errors. */
export function printDiagnostics(
  diagnostics: readonly ShownDiagnostic[],
  stream: OutputStream,
  style: Style,
  quiet: boolean,
): void {
  for (const diagnostic of diagnostics) {
    if (!quiet || diagnostic.severity === 'error') stream.write(`${diagnosticText(diagnostic, style)}\n`);
  }
}
