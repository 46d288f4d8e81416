import type { AttributeValue } from '../../engine';

const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The list that an ArrayValue in protobuf stands for, as far as the scanner takes them: of texts, numbers and booleans. */
export function listInMessage(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): readonly AttributeValue[] {
  const items: AttributeValue[] = [];
  for (let at = start; at < end; ) {
    const from = behindVarint(bytes, at + 1);
    at = from + varint(bytes, at + 1);
    // an empty one is none
    if (from < at) items.push(scalar(bytes, view, from, at));
  }
  return items;
}

function scalar(bytes: Uint8Array, view: DataView, at: number, end: number): AttributeValue {
  switch (bytes[at]) {
    case STRING:
      return decoder.decode(bytes.subarray(behindVarint(bytes, at + 1), end));
    case BOOL:
      return varint(bytes, at + 1) !== 0;
    case INT:
      return varint(bytes, at + 1);
    default:
      return view.getFloat64(at + 1, true);
  }
}

function behindVarint(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at]! >= 0x80) at++;
  return at + 1;
}

/** Of 64 bits; those above them are ignored, as they are elsewhere. */
function varint(bytes: Uint8Array, start: number): number {
  const length = behindVarint(bytes, start) - start;
  let value = 0n;
  if (length < 8) {
    let small = 0;
    for (let i = length - 1; i >= 0; i--) small = small * 0x80 + (bytes[start + i]! & 0x7f);
    return small;
  }
  for (let i = length - 1; i >= 0; i--) value = (value << 7n) | BigInt(bytes[start + i]! & 0x7f);
  return Number(BigInt.asIntN(64, value));
}
