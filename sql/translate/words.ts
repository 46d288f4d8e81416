import { endsOperand, isMark, isWord, type Token } from '../lex/token';
import { made, madeWord, type Translation } from './statement';

/** Words that PostgreSQL reserves and that are ordinary names elsewhere. */
const NAMES_ELSEWHERE: ReadonlySet<string> = new Set(
  'user analyse analyze offset placing window freeze ilike verbose asymmetric symmetric initially deferrable do some lateral array end only'.split(
    ' ',
  ),
);

const BEFORE_TABLE = ['from', 'join', 'into', 'update', 'table'];

/** Operators and words of other dialects that have another spelling in PostgreSQL. One token at a time. */
export function words(tokens: readonly Token[], translation: Translation): Token[] {
  const out: Token[] = [];
  tokens.forEach((token, at) => {
    const previous = tokens[at - 1];
    const next = tokens[at + 1];
    if (token.kind === 'operator') out.push(...operatorOf(token, translation));
    else if (token.kind === 'word') out.push(...wordOf(token, previous, next, out, translation));
    else out.push(token);
  });
  return out;
}

function operatorOf(token: Token, translation: Translation): Token[] {
  const mysql = translation.dialect === 'mysql';
  const { value, start } = token;
  if (value === '<=>' && (mysql || translation.dialect === 'generic')) {
    return ['is', 'not', 'distinct', 'from'].map((word) => madeWord(word, token));
  }
  if (value === '&&' && translation.dialect !== 'postgresql') return [madeWord('and', token)];
  if (value === '||' && mysql) return [madeWord('or', token)];
  if (value === '||' && translation.dialect === 'generic') {
    translation.doubts.push({ what: '“||” is OR in MySQL and joins strings elsewhere', offset: start });
  }
  if (value === '#' && translation.dialect === 'generic') {
    translation.problem ??= { what: '“#” begins a comment in MySQL and is an operator elsewhere', offset: start };
  }
  if (value === '!<') return [made('operator', '>=', token)];
  if (value === '!>') return [made('operator', '<=', token)];
  return [token];
}

function wordOf(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  out: Token[],
  translation: Translation,
): Token[] {
  const operand = endsOperand(previous) && !isMark(previous, '.');
  switch (token.value) {
    case 'regexp':
    case 'rlike':
    case 'glob':
    case 'match':
      if (isWord(previous, 'not')) out.pop();
      if (isWord(previous, 'not')) return [made('operator', '!~', token)];
      return operand && !isMark(next, '.') ? [made('operator', '~', token)] : [token];
    case 'div':
      return operand ? [made('operator', '/', token)] : [token];
    case 'mod':
      return operand && !isMark(next, '(') ? [made('operator', '%', token)] : [token];
    case 'xor':
      if (operand) translation.problem ??= { what: 'XOR', offset: token.start };
      return [token];
    case 'straight_join':
      return operand ? [madeWord('join', token)] : [];
    case 'minus':
      return isWord(next, 'select') || isMark(next, '(') ? [madeWord('except', token)] : [token];
    case 'binary':
      return !operand && next && next.kind !== 'operator' && !isMark(next, ')') ? [] : [token];
    default:
      return [isName(token, previous, next) ? { ...token, kind: 'quoted' } : token];
  }
}

function isName(token: Token, previous: Token | undefined, next: Token | undefined): boolean {
  if (!NAMES_ELSEWHERE.has(token.value)) return false;
  if (token.value === 'user') return !isMark(next, '(');
  return isMark(previous, '.') || isMark(next, '.') || isWord(previous, ...BEFORE_TABLE);
}
