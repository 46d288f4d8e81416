import { isMark, isWord, type Token } from '../lex/token';
import { afterParentheses, findOutside, made, madeWord, TOP_MARK, type Translation } from './statement';

/** `SELECT TOP (10) a` becomes `SELECT "top"(10), a`; in UPDATE and DELETE it goes. */
export function tops(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const before = out.at(-1);
    const count = tokens[at + 1];
    const begins = isWord(before, 'select', 'distinct', 'all', 'update', 'delete', 'insert');
    const counts = isMark(count, '(') || count?.kind === 'number' || count?.kind === 'parameter';
    if (!isWord(token, 'top') || !begins || !counts) {
      out.push(token);
      continue;
    }
    const end = isMark(count, '(') ? afterParentheses(tokens, at + 1) : at + 2;
    const argument = isMark(count, '(') ? tokens.slice(at + 2, end - 1) : [count!];
    at = end - 1;
    if (isWord(tokens[at + 1], 'percent')) at++;
    if (isWord(tokens[at + 1], 'with') && isWord(tokens[at + 2], 'ties')) at += 2;
    if (isWord(before, 'update', 'delete', 'insert')) continue;
    const mark = (value: string) => made('punctuation', value, token);
    out.push(made('quoted', TOP_MARK, token), mark('('), ...argument, mark(')'), mark(','));
  }
  return out;
}

/** `WITH (NOLOCK)` after a table, `OPTION (…)` at the end: they change no row. */
export function tableHints(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (isWord(tokens[at], 'with', 'option') && isMark(tokens[at + 1], '(') && at > 0 && !isMark(out.at(-1), '.')) {
      at = afterParentheses(tokens, at + 1) - 1;
    } else out.push(tokens[at]!);
  }
  return out;
}

/** `OUTPUT inserted.id`, up to the clause after it; OUTPUT … INTO writes elsewhere and isn't translated. */
export function outputs(tokens: readonly Token[], translation: Translation): Token[] {
  if (!isWord(tokens[0], 'insert', 'update', 'delete', 'merge', 'with')) return [...tokens];
  const start = findOutside(tokens, 1, (token, at) => isWord(token, 'output') && !isMark(tokens[at - 1], '.'));
  if (start < 0) return [...tokens];
  const found = findOutside(tokens, start, (token) =>
    isWord(token, 'values', 'select', 'from', 'where', 'default', 'exec'),
  );
  const end = found < 0 ? tokens.length : found;
  const other = tokens.slice(start, end).find((token) => isWord(token, 'into', 'select'));
  if (other) translation.problem ??= { what: 'OUTPUT … INTO', offset: other.start };
  return [...tokens.slice(0, start), ...tokens.slice(end)];
}

/** CROSS APPLY and OUTER APPLY are lateral joins. */
export function applies(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  /** Where `ON TRUE` is due: after the alias of what an OUTER APPLY joins. */
  const due = new Set<number>();
  for (let at = 0; at < tokens.length; at++) {
    if (due.has(at)) out.push(madeWord('on', tokens[at]!), madeWord('true', tokens[at]!));
    const token = tokens[at]!;
    if (!isWord(token, 'cross', 'outer') || !isWord(tokens[at + 1], 'apply')) {
      out.push(token);
      continue;
    }
    const left = isWord(token, 'outer');
    out.push(madeWord(left ? 'left' : 'cross', token), madeWord('join', token), madeWord('lateral', token));
    at++;
    if (left) due.add(endOfAlias(tokens, at + 1));
  }
  const last = tokens.at(-1);
  if (last && due.has(tokens.length)) out.push(madeWord('on', last), madeWord('true', last));
  return out;
}

function endOfAlias(tokens: readonly Token[], start: number): number {
  const open = tokens.findIndex((token, at) => at >= start && isMark(token, '('));
  if (open < 0) return -1;
  let end = afterParentheses(tokens, open);
  if (isWord(tokens[end], 'as')) end++;
  const alias = tokens[end];
  if (
    alias?.kind === 'quoted' ||
    (alias?.kind === 'word' && !isWord(alias, 'where', 'order', 'group', 'left', 'cross', 'outer', 'inner', 'join'))
  ) {
    end++;
  }
  return isMark(tokens[end], '(') ? afterParentheses(tokens, end) : end;
}

/** `CONVERT(int, x)`: the type is no expression. */
export function converts(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    out.push(token);
    if (!isWord(token, 'convert', 'try_convert') || !isMark(tokens[at + 1], '(')) continue;
    const comma = findOutside(tokens, at + 2, (each) => isMark(each, ','));
    if (comma < 0) continue;
    out.push(tokens[at + 1]!, made('string', 'type', token));
    at = comma - 1;
  }
  return out;
}

/** `MERGE t USING …` has no INTO in T-SQL. */
export function merges(tokens: readonly Token[]): Token[] {
  const [first, second] = tokens;
  return isWord(first, 'merge') && second && !isWord(second, 'into')
    ? [first!, madeWord('into', first!), ...tokens.slice(1)]
    : [...tokens];
}
