import { type Cursor, endOfName, isDigit, startsName } from './cursor';
import { endsOperand } from './token';

/** `?`, `?1`, `$1`, `:name`, `:1`, `%s`, `%(name)s`, `@p1`, `@@rowcount`. Keys are names, or `#` and the index from 0. */
export function placeholder(cursor: Cursor): boolean {
  switch (cursor.char()) {
    case '?':
      return question(cursor);
    case '$':
      return dollar(cursor);
    case ':':
      return colon(cursor);
    case '%':
      return percent(cursor);
    case '@':
      return at(cursor);
    default:
      return false;
  }
}

/** Also an operator on jsonb, and the beginning of others, after an operand. */
function question(cursor: Cursor): boolean {
  const json = cursor.dialect === 'postgresql' || cursor.dialect === 'generic';
  if (json && endsOperand(cursor.previous())) return false;
  if (isDigit(cursor.char(1))) return numbered(cursor);
  return cursor.take('parameter', cursor.at + 1, '#?');
}

/** Keys of numbers count from 0, as `db.query.parameter.<key>` does. */
function numbered(cursor: Cursor): true {
  let end = cursor.at + 1;
  while (isDigit(cursor.text.charAt(end))) end++;
  const number = Number(cursor.text.slice(cursor.at + 1, end));
  return number === 0
    ? cursor.fail('a placeholder with the number 0')
    : cursor.take('parameter', end, `#${number - 1}`);
}

function named(cursor: Cursor, skip: number): boolean {
  const start = cursor.at + skip;
  if (!startsName(cursor.text.charAt(start))) return false;
  const end = endOfName(cursor.text, start);
  return cursor.take('parameter', end, cursor.text.slice(start, end));
}

function dollar(cursor: Cursor): boolean {
  if (isDigit(cursor.char(1))) return numbered(cursor);
  return cursor.dialect === 'sqlite' && named(cursor, 1);
}

/** Not the second half of a cast, nor the colon of an array slice. */
function colon(cursor: Cursor): boolean {
  if (cursor.brackets > 0) return false;
  return isDigit(cursor.char(1)) ? numbered(cursor) : named(cursor, 1);
}

function percent(cursor: Cursor): boolean {
  if (endsOperand(cursor.previous())) return false;
  if (cursor.char(1) === 's' && endOfName(cursor.text, cursor.at + 1) === cursor.at + 2) {
    return cursor.take('parameter', cursor.at + 2, '#?');
  }
  if (cursor.char(1) !== '(') return false;
  const end = endOfName(cursor.text, cursor.at + 2);
  if (end === cursor.at + 2 || !cursor.text.startsWith(')s', end)) return false;
  return cursor.take('parameter', end + 2, cursor.text.slice(cursor.at + 2, end));
}

/** A parameter, or in MySQL a variable of the session. An operator in PostgreSQL where a space follows. */
function at(cursor: Cursor): boolean {
  if (cursor.char(1) === '@' && startsName(cursor.char(2)) && !endsOperand(cursor.previous()))
    return variable(cursor, 2);
  if (!startsName(cursor.char(1)) || endsOperand(cursor.previous())) return false;
  return cursor.dialect === 'mysql' ? variable(cursor, 1) : named(cursor, 1);
}

function variable(cursor: Cursor, skip: number): true {
  const end = endOfName(cursor.text, cursor.at + skip);
  return cursor.take('parameter', end, cursor.text.slice(cursor.at, end).toLowerCase());
}
