import type { AttributeValue } from '../../engine';

/** What the bytes of a dictionary entry are. */
export const ValueKind = { string: 1, number: 2, bigint: 3, boolean: 4, bytes: 5, list: 6, map: 7 } as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that equal values share and different ones don't. */
export interface EncodedValue {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

export function encodeValue(value: AttributeValue): EncodedValue {
  switch (typeof value) {
    case 'string':
      return { kind: ValueKind.string, bytes: encoder.encode(value) };
    case 'number':
      return { kind: ValueKind.number, bytes: eightBytes((view) => view.setFloat64(0, value + 0)) };
    case 'bigint':
      return { kind: ValueKind.bigint, bytes: eightBytes((view) => view.setBigInt64(0, value)) };
    case 'boolean':
      return { kind: ValueKind.boolean, bytes: Uint8Array.of(value ? 1 : 0) };
    default:
      return encodeObject(value);
  }
}

export function decodeValue(kind: number, bytes: Uint8Array): AttributeValue {
  switch (kind) {
    case ValueKind.string:
      return decoder.decode(bytes);
    case ValueKind.number:
      return view(bytes).getFloat64(0);
    case ValueKind.bigint:
      return view(bytes).getBigInt64(0);
    case ValueKind.boolean:
      return bytes[0] === 1;
    case ValueKind.bytes:
      return bytes.slice();
    case ValueKind.list:
      return decodeList(bytes);
    case ValueKind.map:
      return decodeMap(bytes);
    default:
      throw new RangeError(`no value kind ${kind}`);
  }
}

function encodeObject(
  value: Uint8Array | readonly AttributeValue[] | ReadonlyMap<string, AttributeValue>,
): EncodedValue {
  if (value instanceof Uint8Array) return { kind: ValueKind.bytes, bytes: value };
  if (value instanceof Map) {
    const parts: Uint8Array[] = [];
    for (const [key, item] of value) parts.push(...framed(encodeValue(key)), ...framed(encodeValue(item)));
    return { kind: ValueKind.map, bytes: concatenated(parts) };
  }
  const parts: Uint8Array[] = [];
  for (const item of value as readonly AttributeValue[]) parts.push(...framed(encodeValue(item)));
  return { kind: ValueKind.list, bytes: concatenated(parts) };
}

function decodeList(bytes: Uint8Array): AttributeValue[] {
  const items: AttributeValue[] = [];
  for (let at = 0; at < bytes.length; at = nextFrame(bytes, at)) items.push(decodeFrame(bytes, at));
  return items;
}

function decodeMap(bytes: Uint8Array): Map<string, AttributeValue> {
  const entries = new Map<string, AttributeValue>();
  for (let at = 0; at < bytes.length; ) {
    const valueAt = nextFrame(bytes, at);
    entries.set(decodeFrame(bytes, at) as string, decodeFrame(bytes, valueAt));
    at = nextFrame(bytes, valueAt);
  }
  return entries;
}

/** A kind, a length of four bytes, and the content. */
function framed(value: EncodedValue): [Uint8Array, Uint8Array] {
  const head = new Uint8Array(5);
  head[0] = value.kind;
  view(head).setUint32(1, value.bytes.length);
  return [head, value.bytes];
}

function nextFrame(bytes: Uint8Array, at: number): number {
  return at + 5 + view(bytes).getUint32(at + 1);
}

function decodeFrame(bytes: Uint8Array, at: number): AttributeValue {
  return decodeValue(bytes[at]!, bytes.subarray(at + 5, nextFrame(bytes, at)));
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function eightBytes(write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(8);
  write(view(bytes));
  return bytes;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
