import { type Cursor, continuesName, endOfName, isDigit } from './cursor';
import { endsOperand } from './token';

/** Strings and quoted identifiers, by dialect. */
export function quote(cursor: Cursor): boolean {
  const char = cursor.char();
  if (char === "'") return string(cursor, cursor.at, backslashes(cursor));
  if (char === '"') return doubleQuoted(cursor);
  if (char === '`') return cursor.dialect === 'postgresql' ? false : quoted(cursor, '`');
  if (char === '[') return bracketed(cursor);
  if (char === '$') return dollarQuoted(cursor);
  return prefixed(cursor);
}

/** Whether a backslash in a string hides the character after it; undefined: it may or may not. */
function backslashes(cursor: Cursor): boolean | undefined {
  if (cursor.dialect === 'mysql') return true;
  return cursor.dialect === 'generic' ? undefined : false;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['0', ''],
  ['Z', ''],
  ['%', '\\%'],
  ['_', '\\_'],
]);

/** A string whose opening quote is at `open`; adds one token from the cursor on. */
function string(cursor: Cursor, open: number, escapes: boolean | undefined, verbatim?: true): true {
  const { text } = cursor;
  const mark = text.charAt(open);
  let value = '';
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && escapes !== false) {
      if (escapes === undefined && text.charAt(at + 1) === mark) cursor.doubt('a backslash before a quote');
      if (escapes) {
        at++;
        value += ESCAPES.get(text.charAt(at)) ?? text.charAt(at);
        continue;
      }
    }
    if (char === mark) {
      if (text.charAt(at + 1) !== mark) return cursor.take('string', at + 1, value, verbatim);
      at++;
    }
    value += char;
  }
  return cursor.fail('a string without an end');
}

function quoted(cursor: Cursor, close: string): true {
  const { text } = cursor;
  let value = '';
  for (let at = cursor.at + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === close) {
      if (text.charAt(at + 1) !== close) return cursor.take('quoted', at + 1, value);
      at++;
    }
    value += char;
  }
  return cursor.fail('a quoted name without an end');
}

/** An identifier, but where only a string can be: `DATE "2026-01-01"`, `""`. */
function doubleQuoted(cursor: Cursor): true {
  const previous = cursor.previous();
  const literal = previous?.kind === 'word' && /^(date|time|timestamp|interval)$/.test(previous.value);
  if (cursor.dialect !== 'postgresql' && (literal || (cursor.looking('""') && cursor.char(2) !== '"'))) {
    return string(cursor, cursor.at, backslashes(cursor));
  }
  if (cursor.dialect === 'mysql' && /^"[^"]*\\/.test(cursor.text.slice(cursor.at, cursor.at + 1000))) {
    return string(cursor, cursor.at, true);
  }
  return quoted(cursor, '"');
}

/** `[name]`, where it isn't a subscript. */
function bracketed(cursor: Cursor): boolean {
  if (cursor.dialect === 'sqlserver' || cursor.dialect === 'sqlite') return quoted(cursor, ']');
  if (cursor.dialect !== 'generic' || endsOperand(cursor.previous())) return false;
  return /^\[[A-Za-z_][\w $]*\]/.test(cursor.text.slice(cursor.at, cursor.at + 130)) ? quoted(cursor, ']') : false;
}

function dollarQuoted(cursor: Cursor): boolean {
  if (cursor.dialect !== 'postgresql' && cursor.dialect !== 'generic') return false;
  const { text, at } = cursor;
  if (isDigit(text.charAt(at + 1))) return false;
  const tagEnd = text.charAt(at + 1) === '$' ? at + 1 : endOfTag(text, at + 1);
  if (text.charAt(tagEnd) !== '$') return false;
  const tag = text.slice(at, tagEnd + 1);
  const end = text.indexOf(tag, tagEnd + 1);
  if (end < 0) return cursor.fail('a string without an end');
  return cursor.take('string', end + tag.length, text.slice(tagEnd + 1, end));
}

function endOfTag(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charAt(end) !== '$' && continuesName(text.charAt(end))) end++;
  return end;
}

/** `N'…'`, `E'…'`, `X'…'`, `B'…'`, `U&'…'`, Oracle's `q'[…]'`, MySQL's `_utf8'…'`. */
function prefixed(cursor: Cursor): boolean {
  const { text, at, dialect } = cursor;
  const end = endOfName(text, at);
  if (end === at || text.charAt(end) !== "'") return text.startsWith('&', end) ? unicode(cursor, end) : false;
  const prefix = text.slice(at, end).toLowerCase();
  if (prefix === 'n') return string(cursor, end, backslashes(cursor));
  if (prefix === 'x' || prefix === 'b') return verbatim(cursor, end);
  if (prefix === 'e' && (dialect === 'postgresql' || dialect === 'generic')) return string(cursor, end, true, true);
  if (prefix.startsWith('_') && dialect === 'mysql') return string(cursor, end, true);
  if ((prefix === 'q' || prefix === 'nq') && dialect === 'oracle') return alternative(cursor, end);
  return false;
}

function unicode(cursor: Cursor, ampersand: number): boolean {
  const { text, at } = cursor;
  if (text.slice(at, ampersand).toLowerCase() !== 'u' || !/^&["']/.test(text.slice(ampersand, ampersand + 2)))
    return false;
  return verbatim(cursor, ampersand + 1);
}

function verbatim(cursor: Cursor, open: number): true {
  const mark = cursor.text.charAt(open);
  const end = cursor.text.indexOf(mark, open + 1);
  if (end < 0) return cursor.fail('a string without an end');
  return cursor.take('string', end + 1, cursor.text.slice(open + 1, end), true);
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
  ['<', '>'],
]);

function alternative(cursor: Cursor, open: number): true {
  const { text } = cursor;
  const mark = text.charAt(open + 1);
  const end = text.indexOf(`${CLOSING.get(mark) ?? mark}'`, open + 2);
  if (mark === '' || end < 0) return cursor.fail('a string without an end');
  return cursor.take('string', end + 2, text.slice(open + 2, end));
}
