import type { Cursor } from './cursor';

/** White space and comments, by dialect. */
export function blank(cursor: Cursor): boolean {
  const char = cursor.char();
  if (/\s/.test(char)) {
    cursor.at++;
    return true;
  }
  if (char === '-' && cursor.char(1) === '-') return dashes(cursor);
  if (char === '#' && cursor.dialect === 'mysql') return line(cursor);
  if (char === '/' && cursor.char(1) === '*') return block(cursor);
  return false;
}

/** MySQL wants white space after the dashes, `5--1` being arithmetic there. */
function dashes(cursor: Cursor): boolean {
  const next = cursor.char(2);
  const spaced = next === '' || /\s/.test(next);
  if (!spaced && cursor.dialect === 'mysql') return false;
  if (!spaced && cursor.dialect === 'generic') cursor.doubt('“--” without a space after it is no comment everywhere');
  return line(cursor);
}

function line(cursor: Cursor): true {
  const end = cursor.text.indexOf('\n', cursor.at);
  cursor.at = end < 0 ? cursor.text.length : end + 1;
  return true;
}

function block(cursor: Cursor): true {
  if (cursor.looking('/*!') || cursor.looking('/*M!')) {
    if (cursor.dialect === 'mysql') return cursor.fail('a comment that MySQL executes');
    if (cursor.dialect === 'generic') cursor.doubt('a comment that MySQL executes');
  }
  const nests = cursor.dialect === 'postgresql' || cursor.dialect === 'sqlserver';
  const start = cursor.at;
  let depth = 1;
  let at = start + 2;
  for (; at < cursor.text.length; at++) {
    if (cursor.text.startsWith('*/', at)) {
      at++;
      if (--depth === 0) break;
    } else if (cursor.text.startsWith('/*', at)) {
      at++;
      if (nests) depth++;
      else if (cursor.dialect === 'generic') cursor.doubt('a comment inside a comment');
    }
  }
  if (depth > 0 && at >= cursor.text.length) return cursor.fail('a comment without an end');
  cursor.at = at + 1;
  return true;
}
