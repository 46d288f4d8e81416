import { NOT_COMPUTABLE } from '../value/nothing';
import { isList, type Present, type Value } from '../value/runtime';

/** Whether a text, or some text of a list, is like a pattern in which `*` is any text and `?` any one character. */
export function globOf(value: Present, pattern: Present): Value {
  if (typeof pattern !== 'string') return NOT_COMPUTABLE;
  const characters = Array.from(pattern);
  if (isList(value)) return value.some((text) => typeof text === 'string' && isLike(Array.from(text), characters));
  return typeof value === 'string' ? isLike(Array.from(value), characters) : NOT_COMPUTABLE;
}

/** Goes back to the last star only: its longer matches make those of earlier ones needless. */
function isLike(text: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  let i = 0;
  while (i < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      afterStar = i;
    } else if (pattern[at] === '?' || pattern[at] === text[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++afterStar;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
