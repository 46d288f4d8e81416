import type { IRecognitionException } from 'chevrotain';
import type { ParseResult } from 'langium';
import type { Diagnostic } from '../diagnostic';
import type { LineIndex } from '../syntax/line-index';

const STARTS_DECLARATION = /^(rule|signal|let|param|attribute|inherited|exempt|test|import)$/;

const MAX_SYNTAX_DIAGNOSTICS = 100;

/** The lexer's and the parser's errors as diagnostics that a rule author understands, in the order of the text. */
export function syntaxDiagnostics(uri: string, text: string, lines: LineIndex, result: ParseResult): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (start: number, end: number, code: string, message: string) => {
    if (found.some((other) => other.start === start)) return;
    found.push({ uri, start, end, ...lines.position(start), severity: 'error', code, message, fixes: [] });
  };
  for (const error of result.lexerErrors.slice(0, MAX_SYNTAX_DIAGNOSTICS)) {
    const bad = text.slice(error.offset, error.offset + error.length);
    add(error.offset, error.offset + error.length, 'unexpected-character', unexpectedCharacter(bad));
  }
  for (const error of result.parserErrors.slice(0, MAX_SYNTAX_DIAGNOSTICS)) {
    const { start, end } = errorRange(error, text);
    add(start, end, 'syntax', syntaxMessage(error));
  }
  return found.sort((a, b) => a.start - b.start);
}

function unexpectedCharacter(bad: string): string {
  if (bad.startsWith("'")) return `Strings are written with double quotes: "…".`;
  if (bad.startsWith('`')) return 'A name in back quotes ends with a back quote on the same line.';
  return `${quote(bad)} means nothing here.`;
}

function errorRange(error: IRecognitionException, text: string): { start: number; end: number } {
  const { startOffset, endOffset } = error.token;
  const after = (error as { previousToken?: { endOffset?: number } }).previousToken?.endOffset;
  // what is missing is missing after the last thing that was understood, not at the next declaration
  const missing =
    error.name === 'MismatchedTokenException' && Number.isInteger(after) && STARTS_DECLARATION.test(error.token.image);
  // a token that recovery made up is at -1
  if (startOffset >= 0 && !missing) return { start: startOffset, end: (endOffset ?? startOffset) + 1 };
  const end = Number.isInteger(after) ? (after as number) + 1 : text.trimEnd().length;
  return { start: Math.max(0, end - 1), end };
}

function syntaxMessage(error: IRecognitionException): string {
  const image = error.token.image;
  const found = image === '' || error.token.tokenType?.name === 'EOF' ? 'the end of the file' : quote(image);
  const expected =
    /Expecting token of type '?([^']+?)'? but/.exec(error.message)?.[1] ??
    /Expecting: one of.*?\[(.*)\]/s.exec(error.message)?.[1];
  if (error.name === 'NotAllInputParsedException')
    return `${found} can't stand here: expected a declaration (rule, signal, let …) or the end of the file.`;
  const plain = expected && /^[^,\n]+$/.test(expected) ? (TOKEN_WORDS[expected] ?? quote(expected)) : undefined;
  if (plain) return `Expected ${plain}, found ${found}.`;
  return `${found} can't stand here${image === '' ? ': something is unfinished above' : ''}.`;
}

const TOKEN_WORDS: Record<string, string> = {
  PATH: 'a name',
  STRING: 'a text in double quotes',
  NUMBER: 'a number',
  DURATION: 'a duration such as 1min',
  RULE_ID: 'a rule id',
  DATE: 'a date such as 2027-03-31',
  EOF: 'the end of the file',
};

function quote(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${shown}”`;
}
