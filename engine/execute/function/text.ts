import { NOT_COMPUTABLE } from '../value/nothing';
import { numberOf } from '../value/numeric';
import { isList, type Present, type Value } from '../value/runtime';

export function lower(text: Present): Value {
  return typeof text === 'string' ? text.toLowerCase() : NOT_COMPUTABLE;
}

export function upper(text: Present): Value {
  return typeof text === 'string' ? text.toUpperCase() : NOT_COMPUTABLE;
}

export function string(value: Present): Value {
  return typeof value === 'object' ? NOT_COMPUTABLE : String(value);
}

/** A text's characters (code points), a list's elements, bytes. */
export function lengthOf(value: Present): Value {
  if (typeof value === 'string') return Array.from(value).length;
  return isList(value) || value instanceof Uint8Array ? value.length : NOT_COMPUTABLE;
}

/** The first characters (code points) of a text; all of a shorter one. */
export function prefix(text: Present, count: Present): Value {
  const length = Number(numberOf(count));
  if (typeof text !== 'string' || !Number.isSafeInteger(length) || length < 0) return NOT_COMPUTABLE;
  return Array.from(text.slice(0, length * 2))
    .slice(0, length)
    .join('');
}

/** The texts between separators. */
export function split(text: Present, separator: Present): Value {
  if (typeof text !== 'string' || typeof separator !== 'string' || separator === '') return NOT_COMPUTABLE;
  return text.split(separator);
}
