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

export function typeOf(values: DictionaryBuilder, code: number): ValueType {
  return TYPES[values.kind(code)] ?? numberType(values.number(code));
}

/** A whole number may have been a double: a dictionary doesn't tell 1 from 1.0, and neither do rules. */
export function numberType(value: number): ValueType {
  return Number.isInteger(value) ? 'int' : 'double';
}
