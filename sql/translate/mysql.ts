import { isMark, isWord, type Token } from '../lex/token';
import {
  afterParentheses,
  findOutside,
  MULTIPLE_MARK,
  made,
  madeWord,
  splitAtCommas,
  type Translation,
} from './statement';

const MODIFIERS: Readonly<Record<string, readonly string[]>> = {
  select: ['sql_no_cache', 'sql_cache', 'sql_calc_found_rows', 'high_priority', 'sql_small_result', 'sql_big_result'],
  insert: ['low_priority', 'delayed', 'high_priority'],
  replace: ['low_priority', 'delayed'],
  update: ['low_priority', 'ignore'],
  delete: ['low_priority', 'quick', 'ignore'],
};

/** Hints and modifiers that change no row: they go. */
export function hints(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const before = out.at(-1);
    if (isWord(token, ...(before?.kind === 'word' ? (MODIFIERS[before.value] ?? []) : []))) continue;
    if (isWord(token, 'distinctrow') && isWord(before, 'select')) {
      out.push(madeWord('distinct', token));
    } else if (isWord(token, 'force', 'use', 'ignore') && isWord(tokens[at + 1], 'index', 'key')) {
      const open = tokens.findIndex((each, i) => i > at && isMark(each, '('));
      at = open < 0 ? tokens.length : afterParentheses(tokens, open) - 1;
    } else if (isWord(token, 'lock') && isWord(tokens[at + 1], 'in') && isWord(tokens[at + 2], 'share')) {
      at += 3;
    } else if (isWord(token, 'with') && isWord(tokens[at + 1], 'rollup')) {
      at += 1;
    } else if (isWord(token, 'separator') && tokens[at + 1]?.kind === 'string') {
      at += 1;
    } else out.push(token);
  }
  return out;
}

/** REPLACE, INSERT IGNORE, INSERT … SET, ON DUPLICATE KEY UPDATE, SQLite's INSERT OR …: an INSERT that may write another row. */
export function inserts(tokens: readonly Token[], translation: Translation): Token[] {
  let out = [...tokens];
  const [first] = out;
  if (!isWord(first, 'insert', 'replace')) return out;
  const upsert = (token: Token, what: string) => {
    translation.upsert ??= { what, offset: token.start };
  };
  if (isWord(first, 'replace')) {
    upsert(first!, 'REPLACE');
    out[0] = madeWord('insert', first!);
  }
  if (isWord(out[1], 'or') && out[2]) {
    upsert(out[2], `INSERT OR ${out[2].text}`);
    out.splice(1, 2);
  }
  if (isWord(out[1], 'ignore')) upsert(out.splice(1, 1)[0]!, 'INSERT IGNORE');
  if (!isWord(out[1], 'into') && first) out.splice(1, 0, madeWord('into', first));
  const duplicate = findOutside(out, 0, (token, at) => isWord(token, 'on') && isWord(out[at + 1], 'duplicate'));
  if (duplicate >= 0) {
    upsert(out[duplicate]!, 'ON DUPLICATE KEY UPDATE');
    const inner = out.slice(duplicate).find((token) => isWord(token, 'select'));
    if (inner) translation.problem ??= { what: 'a query in ON DUPLICATE KEY UPDATE', offset: inner.start };
    out = out.slice(0, duplicate);
  }
  out = out.map((token) =>
    isWord(token, 'value') && isMark(out[out.indexOf(token) + 1], '(') ? madeWord('values', token) : token,
  );
  return assigned(out);
}

/** `INSERT INTO t SET a = 1, b = 2` is `INSERT INTO t (a, b) VALUES (1, 2)`. */
function assigned(tokens: Token[]): Token[] {
  const set = findOutside(tokens, 2, (token) => isWord(token, 'set', 'values', 'select', 'with'));
  if (set < 0 || !isWord(tokens[set], 'set')) return tokens;
  const beside = tokens[set]!;
  const columns: Token[] = [];
  const values: Token[] = [];
  for (const part of splitAtCommas(tokens.slice(set + 1))) {
    const equals = part.findIndex((token) => isMark(token, '='));
    if (equals < 1) return tokens;
    const comma = columns.length > 0 ? [made('punctuation', ',', beside)] : [];
    columns.push(...comma, part[equals - 1]!);
    values.push(...comma, ...part.slice(equals + 1));
  }
  const mark = (value: string) => made('punctuation', value, beside);
  return [
    ...tokens.slice(0, set),
    mark('('),
    ...columns,
    mark(')'),
    madeWord('values', beside),
    mark('('),
    ...values,
    mark(')'),
  ];
}

/** `UPDATE a JOIN b ON … SET … WHERE …` is `UPDATE … SET … FROM a JOIN b ON … WHERE …`. */
export function updates(tokens: readonly Token[]): Token[] {
  if (!isWord(tokens[0], 'update')) return [...tokens];
  const set = findOutside(tokens, 1, (token) => isWord(token, 'set'));
  if (set < 0) return [...tokens];
  const tables = tokens.slice(1, set);
  if (findOutside(tables, 0, (token) => isWord(token, 'join') || isMark(token, ',')) < 0) return [...tokens];
  const beside = tokens[set]!;
  const found = findOutside(tokens, set, (token) => isWord(token, 'where'));
  const where = found < 0 ? tokens.length : found;
  const target = made('quoted', MULTIPLE_MARK, tokens[0]!);
  return [tokens[0]!, target, ...tokens.slice(set, where), madeWord('from', beside), ...tables, ...tokens.slice(where)];
}

/** `MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE)` compares something with something. */
export function fullText(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isWord(token, 'against') && isMark(tokens[at + 1], '(')) {
      const end = afterParentheses(tokens, at + 1);
      const inner = tokens.slice(at + 2, end - 1);
      const mode = inner.findIndex((each) => isWord(each, 'in', 'with'));
      const rest = mode < 0 ? inner : inner.slice(0, mode);
      out.push(made('operator', '~', token), tokens[at + 1]!, ...rest, made('punctuation', ')', token));
      at = end - 1;
    } else out.push(token);
  }
  return out;
}
