import type { Random } from './random';

/** A field as it was written: its tag, and what follows it. */
interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Of a length-delimited field what it holds, else the raw bytes behind the tag. */
  readonly payload: Uint8Array;
  /** Of a length-delimited field the length that is written, where that isn't its own. */
  readonly claims?: number;
}

type Mutation = (fields: WireField[], random: Random) => WireField[];

const MUTATIONS: readonly Mutation[] = [
  repeatField,
  removeField,
  swapFields,
  otherType,
  unknownField,
  nestValue,
  empty,
  otherText,
  otherText,
  giantLength,
];

/** A protobuf message with one thing done to one of its fields, at some depth; lengths around it are kept right. */
export function mutateProtobuf(bytes: Uint8Array, random: Random, depth = 0): Uint8Array {
  const fields = fieldsOf(bytes);
  if (fields === null || fields.length === 0) return bytes;
  const inner = fields.findIndex((field, i) => i >= random.between(0, fields.length - 1) && field.wireType === 2);
  if (inner >= 0 && depth < 6 && random.chance(0.75)) {
    const payload = mutateProtobuf(fields[inner]!.payload, random, depth + 1);
    return encode(fields.with(inner, { ...fields[inner]!, payload }));
  }
  return encode(random.pick(MUTATIONS)(fields, random));
}

/** null where this is no message. */
function fieldsOf(bytes: Uint8Array): WireField[] | null {
  const fields: WireField[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, afterTag] = readVarint(bytes, at);
    const wireType = tag & 7;
    const [start, end] = payloadRange(bytes, afterTag, wireType);
    if (tag < 8 || end > bytes.length || end < 0) return null;
    fields.push({ number: tag >>> 3, wireType, payload: bytes.subarray(start, end) });
    at = end;
  }
  return fields;
}

function payloadRange(bytes: Uint8Array, at: number, wireType: number): [start: number, end: number] {
  if (wireType === 0) return [at, readVarint(bytes, at)[1]];
  if (wireType === 1) return [at, at + 8];
  if (wireType === 5) return [at, at + 4];
  if (wireType !== 2) return [at, -1];
  const [length, start] = readVarint(bytes, at);
  return [start, start + length];
}

function readVarint(bytes: Uint8Array, from: number): [value: number, next: number] {
  let value = 0;
  for (let at = from, factor = 1; at < Math.min(bytes.length, from + 5); at++, factor *= 128) {
    value += (bytes[at]! & 0x7f) * factor;
    if (bytes[at]! < 0x80) return [value, at + 1];
  }
  return [0, bytes.length + 1];
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function encode(fields: readonly WireField[]): Uint8Array {
  const parts = fields.flatMap(({ number, wireType, payload, claims }) => {
    const tag = varint(number * 8 + wireType);
    return wireType === 2 ? [tag, varint(claims ?? payload.length), payload] : [tag, payload];
  });
  return Buffer.concat(parts);
}

function repeatField(fields: WireField[], random: Random): WireField[] {
  const field = random.pick(fields);
  return fields.toSpliced(
    random.between(0, fields.length),
    0,
    ...Array.from({ length: random.between(1, 5) }, () => field),
  );
}

function removeField(fields: WireField[], random: Random): WireField[] {
  return fields.toSpliced(random.between(0, fields.length - 1), 1);
}

function swapFields(fields: WireField[], random: Random): WireField[] {
  const [a, b] = [random.between(0, fields.length - 1), random.between(0, fields.length - 1)];
  return fields.with(a, fields[b]!).with(b, fields[a]!);
}

/** Another wire type over the same bytes: groups (3, 4) and types that don't exist (6, 7) among them. */
function otherType(fields: WireField[], random: Random): WireField[] {
  const at = random.between(0, fields.length - 1);
  return fields.with(at, { ...fields[at]!, wireType: random.between(0, 7) });
}

function unknownField(fields: WireField[], random: Random): WireField[] {
  const number = random.pick([0, 1, 2, 15, 16, 99, 19_000, 536_870_911]);
  const payload = Uint8Array.from({ length: random.pick([0, 1, 4, 8, 200]) }, () => random.between(0, 255));
  return fields.toSpliced(random.between(0, fields.length), 0, {
    number,
    wireType: random.pick([0, 1, 2, 5]),
    payload,
  });
}

/** An attribute whose value is a list in a list in a list. */
function nestValue(fields: WireField[], random: Random): WireField[] {
  let value: Uint8Array = encode([{ number: 1, wireType: 2, payload: Buffer.from('deep') }]);
  for (let depth = random.pick([3, 10, 63, 64, 65, 300]); depth > 0; depth--) {
    const list = encode([{ number: 1, wireType: 2, payload: value }]);
    value = encode([{ number: 5, wireType: 2, payload: list }]);
  }
  const attribute = encode([
    { number: 1, wireType: 2, payload: Buffer.from('k') },
    { number: 2, wireType: 2, payload: value },
  ]);
  return [...fields, { number: random.pick([1, 9]), wireType: 2, payload: attribute }];
}

function empty(fields: WireField[], random: Random): WireField[] {
  const at = random.between(0, fields.length - 1);
  return fields.with(at, { ...fields[at]!, wireType: 2, payload: new Uint8Array(0) });
}

/** Names that objects have of themselves, and what is no UTF-8: overlong, half of a pair, cut short. */
const TEXTS = [
  Buffer.from('__proto__'),
  Buffer.from('constructor'),
  Buffer.from('tenant.id'),
  Uint8Array.of(0xc0, 0xaf),
  Uint8Array.of(0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80),
  Uint8Array.of(0x61, 0xf0, 0x9f, 0x98),
  Uint8Array.of(0xff),
];

/** In place of a text, a key, an id or a message. */
function otherText(fields: WireField[], random: Random): WireField[] {
  const at = random.between(0, fields.length - 1);
  return fields.with(at, { ...fields[at]!, wireType: 2, payload: random.pick(TEXTS) });
}

/** Up to what no 32 bits hold. */
const LENGTHS = [2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1];

function giantLength(fields: WireField[], random: Random): WireField[] {
  const at = random.between(0, fields.length - 1);
  const { length } = fields[at]!.payload;
  const claims = random.pick([...LENGTHS, length + 1, Math.max(0, length - 1)]);
  return fields.with(at, { ...fields[at]!, wireType: 2, claims });
}
