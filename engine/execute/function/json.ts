import type { AttributeValue } from '../../value';
import { ABSENT, NOT_COMPUTABLE } from '../value/nothing';
import { exactInteger } from '../value/numeric';
import { isList, isRecord, type Present, type Value } from '../value/runtime';

/** Longer texts are not read: an attribute may be of any size. */
const MAX_LENGTH = 1_000_000;
/** Integers of more digits are read as doubles, like JSON.parse does. */
const MAX_DIGITS = 40;

/** What a JSON text says: objects are records, null is absent. What is a record or a list already stays. */
export function jsonOf(value: Present): Value {
  if (isRecord(value) || isList(value)) return value;
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return NOT_COMPUTABLE;
  try {
    const parsed: unknown = JSON.parse(value, revive as (key: string, value: unknown) => unknown);
    return parsed === null ? ABSENT : (parsed as AttributeValue);
  } catch {
    // no JSON, or nested too deep to be gone through
    return NOT_COMPUTABLE;
  }
}

/** Called from the innermost value outwards. Integers stay exact; `__proto__` is a key like any other. */
function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'number') return revivedNumber(value, context?.source ?? '');
  if (Array.isArray(value)) return value.filter((element) => element !== null);
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  return new Map(Object.entries(value).filter(([, part]) => part !== null));
}

function revivedNumber(value: number, source: string): number | bigint {
  const isInteger = /^-?[0-9]+$/.test(source) && source.length <= MAX_DIGITS;
  return isInteger && !Number.isSafeInteger(value) ? exactInteger(BigInt(source)) : value;
}
