import type { DictionaryBuilder } from '../columns/dictionary';
import { ValueKind } from '../columns/value-codec';
import type { ValueType } from './catalog';

const TYPES: Readonly<Record<number, ValueType>> = {
  [ValueKind.string]: 'string',
  [ValueKind.bigint]: 'int',
  [ValueKind.boolean]: 'bool',
  [ValueKind.bytes]: 'bytes',
  [ValueKind.list]: 'array',
  [ValueKind.map]: 'kvlist',
};

/** A whole number may have been a double: a dictionary doesn't tell 1 from 1.0, and neither do rules. */
export function typeOf(values: DictionaryBuilder, code: number): ValueType {
  return TYPES[values.kind(code)] ?? (Number.isInteger(values.value(code)) ? 'int' : 'double');
}
