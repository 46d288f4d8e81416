import type { Cursor } from './cursor';

const MARKS = '+-*/<>=~!@#%^&|`?';

/** Outside PostgreSQL nobody defines operators, so that `=-1` and `!=-1` need no space. */
const ELSEWHERE = [
  '<=>',
  '->>',
  '<=',
  '>=',
  '<>',
  '!=',
  '||',
  '&&',
  '->',
  '<<',
  '>>',
  '!<',
  '!>',
  '::',
  ':=',
  '=>',
  '(+)',
];

/** Operators and punctuation; false for a character that no SQL has. */
export function operator(cursor: Cursor): boolean {
  const char = cursor.char();
  if (char === '[') cursor.brackets++;
  if (char === ']') cursor.brackets--;
  if ('(),;[]{}'.includes(char)) return cursor.take('punctuation', cursor.at + 1);
  if (char === '.' || char === '\\') return cursor.take('operator', cursor.at + 1);
  if (cursor.dialect === 'postgresql' || cursor.dialect === 'generic') {
    if (MARKS.includes(char)) return cursor.take('operator', endOfOperator(cursor));
  }
  const known = ELSEWHERE.find((each) => cursor.looking(each));
  if (known) return cursor.take('operator', cursor.at + known.length);
  return `${MARKS}:`.includes(char) ? cursor.take('operator', cursor.at + 1) : false;
}

const COMPARISON = /^(=|<|>|<=|>=|<>|!=)$/;

/** PostgreSQL's rule: the longest run, which ends in + or - only if it has a mark that arithmetic lacks. */
function endOfOperator(cursor: Cursor): number {
  const { text, at } = cursor;
  let end = at;
  while (end < text.length && MARKS.includes(text.charAt(end)) && !endsBefore(text, at, end)) end++;
  if (!/[~!@#%^&|`?]/.test(text.slice(at, end))) {
    while (end - at > 1 && '+-'.includes(text.charAt(end - 1))) end--;
  }
  return end;
}

/** Comments end a run, and a placeholder ends a comparison. */
function endsBefore(text: string, start: number, at: number): boolean {
  if (at === start) return false;
  if (text.startsWith('--', at) || text.startsWith('/*', at)) return true;
  if (!COMPARISON.test(text.slice(start, at))) return false;
  const char = text.charAt(at);
  if (char === '?') return true;
  return (char === '@' || char === '%') && /[\w(@]/.test(text.charAt(at + 1));
}
