import type { Dialect } from '../dialect';
import { blank } from './blank';
import { Cursor, endOfName, isDigit, startsName } from './cursor';
import { operator } from './operator';
import { placeholder } from './placeholder';
import { quote } from './quote';
import type { Lexed } from './token';

/** Cuts a text into tokens by its dialect's rules, in one pass. Never throws. */
export function lex(text: string, dialect: Dialect): Lexed {
  const cursor = new Cursor(text, dialect);
  while (cursor.at < text.length) {
    const taken =
      blank(cursor) || quote(cursor) || placeholder(cursor) || word(cursor) || number(cursor) || operator(cursor);
    if (!taken) cursor.fail(`a character that SQL doesn't have: ${JSON.stringify(cursor.char())}`);
  }
  return { tokens: cursor.tokens, problem: cursor.problem, doubts: cursor.doubts };
}

function word(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const temporary = cursor.dialect === 'sqlserver' && cursor.char() === '#';
  const start = temporary ? at + (cursor.char(1) === '#' ? 2 : 1) : at;
  if (!startsName(text.charAt(start))) return false;
  const end = endOfName(text, start);
  const value = text.slice(at, end).toLowerCase();
  return cursor.take(temporary ? 'quoted' : 'word', end, value);
}

/** Decimal, hexadecimal, with an exponent; never with letters right after it. */
function number(cursor: Cursor): boolean {
  if (!isDigit(cursor.char()) && !(cursor.char() === '.' && isDigit(cursor.char(1)))) return false;
  const match = /^(0[xX][0-9a-fA-F]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)/.exec(
    cursor.text.slice(cursor.at, cursor.at + 400),
  );
  const end = cursor.at + (match?.[0].length ?? 1);
  if (endOfName(cursor.text, end) !== end) return cursor.fail('a number with letters after it');
  return cursor.take('number', end);
}
