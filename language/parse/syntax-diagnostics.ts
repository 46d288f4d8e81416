import type { IRecognitionException } from 'chevrotain';
import type { ParseResult } from 'langium';
import { didYouMean } from '../compile/suggest';
import type { Diagnostic, Fix } from '../diagnostic';
import type { LineIndex } from '../syntax/line-index';
import { syntaxHint } from './syntax-hints';

const STARTS_DECLARATION = /^(rule|signal|let|param|attribute|inherited|exempt|test|import)$/;

const MAX_SYNTAX_DIAGNOSTICS = 100;

/** The lexer's and the parser's errors as diagnostics that a rule author understands, in the order of the text. */
export function syntaxDiagnostics(uri: string, text: string, lines: LineIndex, result: ParseResult): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (start: number, end: number, code: string, message: string, fixes: readonly Fix[] = []) => {
    if (found.some((other) => other.start === start)) return;
    found.push({ uri, start, end, ...lines.position(start), severity: 'error', code, message, fixes });
  };
  for (const error of result.lexerErrors.slice(0, MAX_SYNTAX_DIAGNOSTICS)) {
    const bad = text.slice(error.offset, error.offset + error.length);
    add(error.offset, error.offset + error.length, 'unexpected-character', unexpectedCharacter(bad));
  }
  const hinted = new Set<number>();
  for (const error of result.parserErrors.slice(0, MAX_SYNTAX_DIAGNOSTICS)) {
    const { start, end } = errorRange(error, text);
    if (isConsequence(error, start, found, hinted, text)) continue;
    const hint = error.token.startOffset >= 0 ? syntaxHint(text, error.token.startOffset) : undefined;
    if (hint) hinted.add(hint.start);
    if (hint) add(hint.start, hint.end, 'syntax', hint.message, hint.fixes);
    else add(start, end, 'syntax', syntaxMessage(error, text));
  }
  const cut = [
    result.lexerErrors[MAX_SYNTAX_DIAGNOSTICS]?.offset,
    result.parserErrors[MAX_SYNTAX_DIAGNOSTICS]?.token.startOffset,
  ];
  const from = Math.min(...(cut.filter((at) => at !== undefined && at >= 0) as number[]));
  // what comes after may have mistakes that aren't listed: nothing of it is compiled
  if (Number.isFinite(from))
    add(from, text.length, 'too-many-mistakes', 'Too many mistakes: from here on nothing is read.');
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Whether a mistake follows from one before it: what is left of a declaration can't stand where declarations do, and where
 * something else was meant than was read nothing fits that comes after it.
 */
function isConsequence(
  error: IRecognitionException,
  start: number,
  found: readonly Diagnostic[],
  hinted: ReadonlySet<number>,
  text: string,
): boolean {
  const before = Math.max(-1, ...found.map((other) => other.start).filter((other) => other < start));
  if (before < 0 || !(isAfterDeclaration(error) || hinted.has(before))) return false;
  return !BEGINS_DECLARATION.test(text.slice(before, start));
}

const BEGINS_DECLARATION = /^[ \t]*(?:rule|signal|let|param|attribute|inherited|exempt|test|import)[ \t]/m;

function isAfterDeclaration({ name, message }: IRecognitionException): boolean {
  return name === 'NotAllInputParsedException' || /Expecting token of type 'EOF'/.test(message);
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

function syntaxMessage(error: IRecognitionException, text: string): string {
  const image = error.token.image;
  const found = image === '' || error.token.tokenType?.name === 'EOF' ? 'the end of the file' : quote(image);
  const expected =
    /Expecting token of type '?([^']+?)'? but/.exec(error.message)?.[1] ??
    /Expecting: one of.*?\[(.*)\]/s.exec(error.message)?.[1];
  if (isAfterDeclaration(error))
    return `${found} can't stand here: expected a declaration (rule, signal, let …) or the end of the file.${meantWord(image)}`;
  const plain = expected && /^[^,\n]+$/.test(expected) ? (TOKEN_WORDS[expected] ?? quote(expected)) : undefined;
  if (plain) return `Expected ${plain}, found ${found}.${meantWord(image) || meantBefore(error, text)}`;
  return `${found} can't stand here${image === '' ? ': something is unfinished above' : ''}.`;
}

/** A clause whose word is misspelled is a name, and it is what follows that can't be understood. */
function meantBefore({ token: { image, startOffset } }: IRecognitionException, text: string): string {
  const before = /(?<![\w.:`])[a-z_]+(?=\s+$)/i.exec(text.slice(Math.max(0, startOffset - 40), startOffset));
  return before && /^[\w"{[]/.test(image) ? meantWord(before[0]) : '';
}

/** A word of the language that a name was probably meant to be. */
function meantWord(image: string): string {
  return /^[a-z_]+$/i.test(image) && !WORDS.includes(image) ? didYouMean(image, WORDS) : '';
}

const WORDS = [
  ...['where', 'and', 'not', 'matches', 'contains', 'starts_with', 'ends_with', 'each', 'when', 'always', 'never'],
  ...['window', 'tumbling', 'severity', 'controls', 'tags', 'services', 'message', 'recommend', 'context'],
  ...[
    'rule',
    'signal',
    'param',
    'attribute',
    'inherited',
    'exempt',
    'test',
    'import',
    'until',
    'because',
    'expect',
    'given',
  ],
];

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
