/** A message: for each field its number and what it holds. Nested messages are arrays, repeated ones several fields. */
export type Message = readonly Field[];
export type Field = readonly [number: number, value: FieldValue];
export type FieldValue =
  | { readonly varint: bigint }
  | { readonly fixed64: bigint }
  | { readonly fixed32: number }
  | { readonly double: number }
  | { readonly bytes: Uint8Array }
  | { readonly text: string }
  | { readonly message: Message };

/** Protobuf, written plainly. */
export function encodeMessage(message: Message): Uint8Array {
  return Buffer.concat(message.map(([number, value]) => encodeField(number, value)));
}

function encodeField(number: number, value: FieldValue): Uint8Array {
  const tag = (wireType: number) => varint((BigInt(number) << 3n) | BigInt(wireType));
  if ('varint' in value) return Buffer.concat([tag(0), varint(BigInt.asUintN(64, value.varint))]);
  if ('fixed32' in value) return Buffer.concat([tag(5), new Uint8Array(Uint32Array.of(value.fixed32).buffer)]);
  if ('fixed64' in value) return Buffer.concat([tag(1), new Uint8Array(BigUint64Array.of(value.fixed64).buffer)]);
  if ('double' in value) return Buffer.concat([tag(1), new Uint8Array(Float64Array.of(value.double).buffer)]);
  const bytes =
    'bytes' in value ? value.bytes : 'text' in value ? Buffer.from(value.text) : encodeMessage(value.message);
  return Buffer.concat([tag(2), varint(BigInt(bytes.length)), bytes]);
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

type Json = Record<string, unknown>;

/** OTLP JSON of the strict kind (camel case, hex ids, integers as strings, enums as numbers) as protobuf. */
export function encodeTraces(document: Json): Uint8Array {
  return encodeMessage(each(document.resourceSpans, 1, resourceSpans));
}

function resourceSpans(block: Json): Message {
  const resource = (json: Json): Message => [...attributes(json, 1), ...dropped(json, 'droppedAttributesCount', 2)];
  return [...nested(block.resource, 1, resource), ...each(block.scopeSpans, 2, scopeSpans)];
}

function scopeSpans(block: Json): Message {
  const scope = (json: Json): Message => [
    ...text(json.name, 1),
    ...text(json.version, 2),
    ...attributes(json, 3),
    ...dropped(json, 'droppedAttributesCount', 4),
  ];
  return [...nested(block.scope, 1, scope), ...each(block.spans, 2, span)];
}

function span(json: Json): Message {
  return [
    ...id(json.traceId, 1),
    ...id(json.spanId, 2),
    ...text(json.traceState, 3),
    ...id(json.parentSpanId, 4),
    ...text(json.name, 5),
    ...integer(json.kind, 6),
    ...time(json.startTimeUnixNano, 7),
    ...time(json.endTimeUnixNano, 8),
    ...attributes(json, 9),
    ...dropped(json, 'droppedAttributesCount', 10),
    ...each(json.events, 11, event),
    ...dropped(json, 'droppedEventsCount', 12),
    ...each(json.links, 13, link),
    ...dropped(json, 'droppedLinksCount', 14),
    ...nested(json.status, 15, (status) => [...text(status.message, 2), ...integer(status.code, 3)]),
    [16, { fixed32: 257 }],
  ];
}

function event(json: Json): Message {
  return [
    ...time(json.timeUnixNano, 1),
    ...text(json.name, 2),
    ...attributes(json, 3),
    ...dropped(json, 'droppedAttributesCount', 4),
  ];
}

function link(json: Json): Message {
  return [...id(json.traceId, 1), ...id(json.spanId, 2), ...attributes(json, 4)];
}

function attributes(owner: Json, number: number): Message {
  return each(owner.attributes, number, keyValue);
}

function keyValue(json: Json): Message {
  return [...text(json.key, 1), ...nested(json.value, 2, anyValue)];
}

function anyValue(json: Json): Message {
  return Object.entries(json).flatMap(([kind, value]): Field[] => {
    switch (kind) {
      case 'stringValue':
        return [[1, { text: value as string }]];
      case 'boolValue':
        return [[2, { varint: value ? 1n : 0n }]];
      case 'intValue':
        return [[3, { varint: BigInt(value as string) }]];
      case 'doubleValue':
        return [[4, { double: Number(value) }]];
      case 'arrayValue':
        return [[5, { message: each((value as Json).values, 1, anyValue) }]];
      case 'kvlistValue':
        return [[6, { message: each((value as Json).values, 1, keyValue) }]];
      case 'bytesValue':
        return [[7, { bytes: Buffer.from(value as string, 'base64') }]];
      default:
        throw new Error(`no value ${kind}`);
    }
  });
}

function each(value: unknown, number: number, encode: (item: Json) => Message): Field[] {
  return ((value ?? []) as Json[]).map((item): Field => [number, { message: encode(item) }]);
}

function nested(value: unknown, number: number, encode: (item: Json) => Message): Field[] {
  return value === undefined ? [] : [[number, { message: encode(value as Json) }]];
}

function text(value: unknown, number: number): Field[] {
  return value === undefined ? [] : [[number, { text: value as string }]];
}

function integer(value: unknown, number: number): Field[] {
  return value === undefined ? [] : [[number, { varint: BigInt(value as number) }]];
}

function dropped(owner: Json, name: string, number: number): Field[] {
  return integer(owner[name], number);
}

function id(value: unknown, number: number): Field[] {
  return value === undefined ? [] : [[number, { bytes: Buffer.from(value as string, 'hex') }]];
}

function time(value: unknown, number: number): Field[] {
  return value === undefined ? [] : [[number, { fixed64: BigInt(value as string) }]];
}
