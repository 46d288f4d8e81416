import type { AttributeValue } from '../../engine';
import { base64Bytes } from '../base64';
import { attributeInteger, exactInteger, protobufDouble } from '../integer';
import { parseJson, WrittenNumber } from '../plain/written-number';

/** Brackets within brackets; each level of a list takes three. */
const DEEPEST_JSON = 256;
const DEEPEST_VALUE = 64;

/**
 * The value of an `arrayValue` or `kvlistValue` from its JSON text.
 * @param depth how deep the text's brackets are nested
 * @returns `undefined` if the text is not JSON, too deep, or no object; what can't be read inside is left out
 */
export function nestedValue(
  field: 'arrayValue' | 'kvlistValue',
  text: string,
  depth: number,
): AttributeValue | undefined {
  if (depth > DEEPEST_JSON) return undefined;
  try {
    return member(field, parseJson(text), 0);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function anyValue(value: unknown, depth: number): AttributeValue | undefined {
  if (!isObject(value) || depth > DEEPEST_VALUE) return undefined;
  let found: AttributeValue | undefined;
  for (const [key, content] of Object.entries(value)) found = member(key, content, depth) ?? found;
  return found;
}

function member(key: string, content: unknown, depth: number): AttributeValue | undefined {
  switch (key) {
    case 'stringValue':
    case 'string_value':
      return typeof content === 'string' ? content.toWellFormed() : undefined;
    case 'boolValue':
    case 'bool_value':
      return typeof content === 'boolean' ? content : undefined;
    case 'intValue':
    case 'int_value':
      return integer(scalar(content));
    case 'doubleValue':
    case 'double_value':
      return protobufDouble(scalar(content));
    case 'bytesValue':
    case 'bytes_value':
      return typeof content === 'string' ? bytes(content) : undefined;
    case 'arrayValue':
    case 'array_value':
      return isObject(content) ? list(content, depth + 1) : undefined;
    case 'kvlistValue':
    case 'kvlist_value':
      return isObject(content) ? map(content, depth + 1) : undefined;
    default:
      return undefined;
  }
}

function list(content: object, depth: number): readonly AttributeValue[] {
  return items(content)
    .map((item) => anyValue(item, depth))
    .filter((item) => item !== undefined);
}

function map(content: object, depth: number): ReadonlyMap<string, AttributeValue> {
  const entries = new Map<string, AttributeValue>();
  for (const item of items(content)) {
    if (!isObject(item)) continue;
    const value = anyValue(item.value, depth);
    const key = typeof item.key === 'string' ? item.key.toWellFormed() : '';
    if (value !== undefined) entries.set(key, value);
  }
  return entries;
}

function items(content: object): readonly unknown[] {
  const values = 'values' in content ? content.values : undefined;
  return Array.isArray(values) ? values : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

function scalar(content: unknown): string {
  if (content instanceof WrittenNumber) return content.text;
  return typeof content === 'string' ? content : '';
}

function integer(text: string): number | bigint | undefined {
  const value = exactInteger(text);
  return value === undefined ? undefined : attributeInteger(value);
}

function bytes(text: string): Uint8Array | undefined {
  const encoded = new TextEncoder().encode(text);
  return base64Bytes(encoded, 0, encoded.length);
}
