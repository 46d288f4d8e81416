import { isMark, isWord, type Token } from '../lex/token';
import { afterParentheses, findOutside, made, madeWord, type Translation } from './statement';

/** `INTERVAL 1 DAY`: the unit and the word go, the operand stays. */
export function intervals(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    if (!isWord(token, 'interval') || next === undefined || next.kind === 'string' || isMark(tokens[at - 1], '.')) {
      out.push(token);
      continue;
    }
    const end = isMark(next, '(') ? afterParentheses(tokens, at + 1) : at + (isMark(next, '-') ? 3 : 2);
    const unit = tokens[end];
    if (unit?.kind !== 'word') {
      out.push(token);
      continue;
    }
    out.push(...tokens.slice(at + 1, end));
    at = end;
  }
  return out;
}

/** A typed literal's placeholder: `DATE ?` has the grammar of a literal. */
export function typedPlaceholders(tokens: readonly Token[]): Token[] {
  return tokens.map((token, at) =>
    token.kind === 'parameter' &&
    isWord(tokens[at - 1], 'date', 'timestamp', 'time', 'interval') &&
    !isMark(tokens[at - 2], '.')
      ? { ...made('string', '', token) }
      : token,
  );
}

/** `LIMIT a, b` is `LIMIT b OFFSET a`. */
export function limits(tokens: readonly Token[]): Token[] {
  const out = [...tokens];
  for (let at = 0; at + 3 < out.length; at++) {
    if (!isWord(out[at], 'limit') || !isMark(out[at + 2], ',')) continue;
    const [offset, , count] = [out[at + 1]!, out[at + 2]!, out[at + 3]!];
    out.splice(at + 1, 3, count, madeWord('offset', offset), offset);
  }
  return out;
}

/** UPDATE and DELETE in PostgreSQL have neither ORDER BY nor LIMIT, which only make them touch fewer rows. */
export function limitedWrites(tokens: readonly Token[], translation: Translation): Token[] {
  if (!isWord(tokens[0], 'update', 'delete')) return [...tokens];
  const end = findOutside(
    tokens,
    1,
    (token, at) => isWord(token, 'limit') || (isWord(token, 'order') && isWord(tokens[at + 1], 'by')),
  );
  if (end < 0) return [...tokens];
  const dropped = tokens.slice(end);
  const problem = dropped.find((token) => isWord(token, 'select', 'returning'));
  if (problem) translation.problem ??= { what: `${problem.text} after ORDER BY or LIMIT`, offset: problem.start };
  const limit = dropped.findIndex((token) => isWord(token, 'limit'));
  const count = limit < 0 ? undefined : dropped[limit + 1];
  if (count) translation.limit = count;
  return tokens.slice(0, end);
}

/** `DELETE a FROM t AS a JOIN …` and `DELETE t WHERE …`: PostgreSQL says DELETE FROM a USING t AS a JOIN …. */
export function deletes(tokens: readonly Token[]): Token[] {
  const [first, second] = tokens;
  if (!isWord(first, 'delete') || isWord(second, 'from')) return [...tokens];
  const from = findOutside(tokens, 1, (token) => isWord(token, 'from', 'where'));
  if (from >= 0 && isWord(tokens[from], 'where')) {
    return [first!, madeWord('from', first!), ...tokens.slice(1)];
  }
  if (from < 2) return from < 0 && second ? [first!, madeWord('from', first!), ...tokens.slice(1)] : [...tokens];
  // several targets are all in FROM, so that one stands for them
  const comma = findOutside(tokens, 1, (token) => isMark(token, ','));
  const target = withoutStar(tokens.slice(1, comma > 0 && comma < from ? comma : from));
  return [first!, madeWord('from', first!), ...target, madeWord('using', tokens[from]!), ...tokens.slice(from + 1)];
}

/** MySQL's `DELETE a.* FROM …` */
function withoutStar(target: readonly Token[]): Token[] {
  return isMark(target.at(-1), '*') && isMark(target.at(-2), '.') ? target.slice(0, -2) : [...target];
}
