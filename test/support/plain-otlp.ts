import { type AttributeValue, EventFlag, isUnder, SpanFlag } from '../../engine';
import type { ColumnsBuilder } from '../../traces';
import { PendingAttributes } from '../../traces/columns/listed-attributes';
import { ParentState } from '../../traces/columns/span-rows';
import { foldedId } from '../../traces/ids';

/**
 * OTLP JSON read the plain way: JSON.parse, then one object after another. Slow, whole documents only, no
 * positions and no problems; what it puts into the builder is what the fast reader must put there.
 */
export function readPlainOtlp(text: string, builder: ColumnsBuilder, path = 'traces.json'): void {
  const file = builder.addFile(path);
  for (const document of parseDocuments(text)) new PlainReader(builder, file).document(document);
}

/** The whole text as one document, or else documents one after another; what can't be parsed is left out. */
export function parseDocuments(text: string): unknown[] {
  try {
    return [parse(text)];
  } catch {
    return splitDocuments(text).flatMap((part) => {
      try {
        return [parse(part)];
      } catch {
        return [];
      }
    });
  }
}

/** A number as it was written: JSON.parse would round it. */
class WrittenNumber {
  constructor(readonly source: string) {}
}

function parse(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? new WrittenNumber(context?.source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

function splitDocuments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') {
      if (depth++ === 0) start = i;
    } else if (c === '}' || c === ']') {
      if (--depth === 0) parts.push(text.slice(start, i + 1));
      depth = Math.max(0, depth);
    }
  }
  return parts;
}

type Json = Record<string, unknown>;

class PlainReader {
  constructor(
    readonly builder: ColumnsBuilder,
    readonly file: number,
  ) {}

  document(document: unknown): void {
    if (Array.isArray(document)) {
      for (const item of document) this.document(item);
      return;
    }
    const object = asObject(document);
    if (object === undefined) return;
    for (const key of ['trace', 'result']) if (asObject(object[key])) this.document(object[key]);
    for (const block of lists(object, 'resourceSpans', 'batches')) this.resourceSpans(block);
  }

  resourceSpans(block: Json): void {
    const { builder } = this;
    const number = builder.resources.open();
    const resource = asObject(field(block, 'resource'));
    builder.resources.close(number, this.codes(builder.request.resource, resource, []));
    const dropped = resource === undefined ? 0 : count(field(resource, 'droppedAttributesCount'));
    for (const scopeSpans of lists(block, 'scopeSpans', 'instrumentationLibrarySpans')) {
      this.scopeSpans(scopeSpans, number, dropped > 0);
    }
  }

  scopeSpans(block: Json, resource: number, resourceDropped: boolean): void {
    const { builder } = this;
    const number = builder.scopes.open();
    const scope = asObject(field(block, 'scope')) ?? asObject(field(block, 'instrumentationLibrary'));
    const extra: [string, unknown][] = [
      ['otel.scope.name', scope?.name],
      ['otel.scope.version', scope?.version],
    ];
    builder.scopes.close(number, this.codes(builder.request.instrumentation, scope, extra));
    const dropped = scope !== undefined && count(field(scope, 'droppedAttributesCount')) > 0;
    for (const span of lists(block, 'spans')) this.span(span, resource, number, resourceDropped || dropped);
  }

  span(span: Json, resource: number, scope: number, dropped: boolean): void {
    const { builder } = this;
    const rows = builder.spans;
    const row = builder.beginSpan();
    builder.spanAttributes.clear(row);
    rows.file[row] = this.file;
    rows.resource[row] = resource;
    rows.instrumentation[row] = scope;
    rows.offset[row] = row;
    rows.line[row] = 1;
    let flags = dropped ? SpanFlag.droppedAttributes : 0;
    const traceId = idWords(field(span, 'traceId'), 16);
    if (!traceId.regular) flags |= SpanFlag.irregularId;
    rows.trace[row] = builder.traceIds.number(
      traceId.words[0]!,
      traceId.words[1]!,
      traceId.words[2]!,
      traceId.words[3]!,
    );
    const spanId = idWords(field(span, 'spanId'), 8);
    if (!spanId.regular) flags |= SpanFlag.irregularId;
    rows.idHigh[row] = spanId.words[0]!;
    rows.idLow[row] = spanId.words[1]!;
    const parent = field(span, 'parentSpanId');
    if (typeof parent === 'string' && parent !== '' && !isZeroId(parent, 8)) {
      const parentId = idWords(parent, 8);
      rows.parentState[row] = parentId.regular ? ParentState.named : ParentState.irregular;
      rows.parentHigh[row] = parentId.words[0]!;
      rows.parentLow[row] = parentId.words[1]!;
    }
    rows.name[row] = this.text(span.name);
    rows.kind[row] = enumNumber(span.kind, KINDS);
    const status = asObject(span.status);
    rows.status[row] = enumNumber(status?.code, CODES);
    if (builder.request.statusMessage) rows.statusMessage[row] = this.text(status?.message, 0);
    [rows.startSeconds[row], rows.startNanoseconds[row]] = time(field(span, 'startTimeUnixNano'));
    [rows.endSeconds[row], rows.endNanoseconds[row]] = time(field(span, 'endTimeUnixNano'));
    if (count(field(span, 'droppedAttributesCount')) > 0) flags |= SpanFlag.droppedAttributes;
    if (count(field(span, 'droppedEventsCount')) > 0) flags |= SpanFlag.droppedEvents;
    if (count(field(span, 'droppedLinksCount')) > 0) flags |= SpanFlag.droppedLinks;
    if (isSampled(field(span, 'traceState'))) flags |= SpanFlag.sampled;
    rows.flags[row] = flags;
    this.codes(builder.request.span, span, []).forEach((code, key) => {
      builder.spanAttributes.set(key, row, code);
    });
    builder.spanAttributes.listed?.store(row, this.listed(span));
    if (builder.request.events) for (const event of lists(span, 'events')) this.event(event);
    if (builder.request.links) for (const link of lists(span, 'links')) this.link(link);
    builder.commitSpan();
  }

  event(event: Json): void {
    const { events, eventAttributes, request } = this.builder;
    const row = events.add();
    events.name[row] = this.text(event.name);
    [events.seconds[row], events.nanoseconds[row]] = time(field(event, 'timeUnixNano'));
    if (count(field(event, 'droppedAttributesCount')) > 0) events.flags[row] = EventFlag.droppedAttributes;
    this.codes(request.event, event, []).forEach((code, key) => {
      eventAttributes.set(key, row, code);
    });
    eventAttributes.listed?.store(row, this.listed(event));
  }

  link(link: Json): void {
    const { links, linkAttributes, request } = this.builder;
    const row = links.add();
    links.traceId.set(idWords(field(link, 'traceId'), 16).words, row * 4);
    links.spanId.set(idWords(field(link, 'spanId'), 8).words.slice(0, 2), row * 2);
    this.codes(request.link, link, []).forEach((code, key) => {
      linkAttributes.set(key, row, code);
    });
  }

  listed(owner: Json): PendingAttributes {
    const pending = new PendingAttributes();
    for (const attribute of lists(owner, 'attributes')) {
      if (!isUnder(this.builder.request.prefixes, wellFormed(attribute.key))) continue;
      const value = anyValue(attribute.value);
      pending.set(this.text(wellFormed(attribute.key)), value === undefined ? 0 : this.builder.values.intern(value));
    }
    return pending;
  }

  codes(keys: readonly string[], owner: Json | undefined, extra: [string, unknown][]): Uint32Array {
    const codes = new Uint32Array(keys.length);
    for (const attribute of owner === undefined ? [] : lists(owner, 'attributes')) {
      const key = keys.indexOf(wellFormed(attribute.key));
      const value = key < 0 ? undefined : anyValue(attribute.value);
      if (key >= 0) codes[key] = value === undefined ? 0 : this.builder.values.intern(value);
    }
    for (const [name, value] of extra) {
      const key = keys.indexOf(name);
      if (key >= 0 && codes[key] === 0 && typeof value === 'string' && value !== '') codes[key] = this.text(value);
    }
    return codes;
  }

  text(value: unknown, absent = this.builder.values.intern('')): number {
    return typeof value === 'string' ? this.builder.values.intern(value.toWellFormed()) : absent;
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
    ? (value as Json)
    : undefined;
}

function wellFormed(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : '';
}

/** The field by its camel-case or snake-case name, whichever was written last. */
function field(owner: Json, name: string): unknown {
  const snake = snakeCase(name);
  let found: unknown;
  for (const [key, value] of Object.entries(owner)) if (key === name || key === snake) found = value;
  return found;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function lists(owner: Json, ...names: string[]): Json[] {
  return names.flatMap((name) => {
    const value = field(owner, name);
    return Array.isArray(value) ? value.map(asObject).filter((item) => item !== undefined) : [];
  });
}

function count(value: unknown): number {
  const number = value instanceof WrittenNumber ? Number(value.source) : typeof value === 'string' ? Number(value) : 0;
  return Number.isNaN(number) ? 0 : number;
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
  (kind) => `SPAN_KIND_${kind}`,
);
const CODES = ['UNSET', 'OK', 'ERROR'].map((code) => `STATUS_CODE_${code}`);

function enumNumber(value: unknown, names: readonly string[]): number {
  if (typeof value === 'string' && names.includes(value)) return names.indexOf(value);
  const number = integer(value);
  return number !== undefined && number >= 0n && number < names.length ? Number(number) : 0;
}

const U64 = 1n << 64n;

function time(value: unknown): [number, number] {
  const nanoseconds = integer(value);
  if (nanoseconds === undefined || nanoseconds < 0n || nanoseconds >= U64) return [0, 0];
  const seconds = nanoseconds / 1_000_000_000n;
  return seconds > 0xffff_ffffn ? [0xffff_ffff, 999_999_999] : [Number(seconds), Number(nanoseconds % 1_000_000_000n)];
}

/** An integer, also as `1e3` or `1.0`, as protojson reads it. */
function integer(value: unknown): bigint | undefined {
  const text = value instanceof WrittenNumber ? value.source : value;
  if (typeof text !== 'string') return undefined;
  if (/^-?\d+$/.test(text)) return BigInt(text);
  if (!JSON_NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Number.isInteger(number) ? BigInt(number) : undefined;
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function anyValue(value: unknown, depth = 0): AttributeValue | undefined {
  const object = asObject(value);
  if (object === undefined || depth > 64) return undefined;
  let found: AttributeValue | undefined;
  for (const [key, content] of Object.entries(object)) found = oneOf(key, content, depth) ?? found;
  return found;
}

function oneOf(key: string, content: unknown, depth: number): AttributeValue | undefined {
  switch (key) {
    case 'stringValue':
    case 'string_value':
      return typeof content === 'string' ? content.toWellFormed() : undefined;
    case 'boolValue':
    case 'bool_value':
      return typeof content === 'boolean' ? content : undefined;
    case 'intValue':
    case 'int_value':
      return int64(integer(content));
    case 'doubleValue':
    case 'double_value':
      return double(content);
    case 'bytesValue':
    case 'bytes_value':
      return typeof content === 'string' ? base64(content) : undefined;
    case 'arrayValue':
    case 'array_value':
      return (
        asObject(content) &&
        items(content)
          .map((item) => anyValue(item, depth + 1))
          .filter((item) => item !== undefined)
      );
    case 'kvlistValue':
    case 'kvlist_value':
      return asObject(content) && new Map(items(content).flatMap((item) => entry(item, depth + 1)));
    default:
      return undefined;
  }
}

function items(content: unknown): unknown[] {
  const values = asObject(content)?.values;
  return Array.isArray(values) ? values : [];
}

function entry(item: unknown, depth: number): [string, AttributeValue][] {
  const value = anyValue(asObject(item)?.value, depth);
  return value === undefined ? [] : [[wellFormed(asObject(item)?.key), value]];
}

function int64(value: bigint | undefined): number | bigint | undefined {
  if (value === undefined || BigInt.asIntN(64, value) !== value) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function double(content: unknown): number | undefined {
  const text = content instanceof WrittenNumber ? content.source : content;
  if (typeof text !== 'string') return undefined;
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
  return JSON_NUMBER.test(text) ? Number(text) : undefined;
}

function base64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return undefined;
  return new Uint8Array(Buffer.from(plain, 'base64'));
}

function idWords(value: unknown, size: number): { words: Uint32Array; regular: boolean } {
  const text = typeof value === 'string' ? value : '';
  const bytes = idBytes(text, size);
  if (bytes?.some((byte) => byte !== 0)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    return { words: new Uint32Array(size / 4).map((_, word) => view.getUint32(word * 4)), regular: true };
  }
  const written = new TextEncoder().encode(text);
  return { words: foldedId(written, 0, written.length), regular: false };
}

function idBytes(text: string, size: number): Uint8Array | undefined {
  if (text.length === size * 2 && /^[0-9a-f]*$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'));
  const bytes = base64(text);
  return bytes?.length === size ? bytes : undefined;
}

function isZeroId(text: string, size: number): boolean {
  return idBytes(text, size)?.every((byte) => byte === 0) ?? false;
}

function isSampled(traceState: unknown): boolean {
  if (typeof traceState !== 'string') return false;
  const member = traceState.split(',').find((part) => part.trim().startsWith('ot='));
  const threshold = member
    ?.trim()
    .slice(3)
    .split(';')
    .find((part) => part.startsWith('th:'));
  return threshold !== undefined && /[^0]/.test(threshold.slice(3));
}
