import type { AttributeValue } from '../../engine';
import { base64Bytes } from '../base64';
import { attributeInteger, exactInteger, protobufDouble } from '../integer';
import { Byte } from '../json/bytes';
import { FieldTable } from '../json/field-table';
import type { ReadContext } from '../reader';
import { SCOPE_KEYS } from '../scope-keys';
import { SpanAppender } from './append-span';
import { WholeJsonReader } from './json-walk';
import type { Attributes, PlainEvent, PlainLink, PlainSpan, Position } from './plain-span';
import { asObject, asText, type JsonObject, objects } from './written-number';

const DATA = 1;
const SPANS = 2;
const PROCESSES = 3;

const FIELDS = new FieldTable([
  [DATA, 'data'],
  [SPANS, 'spans'],
  [PROCESSES, 'processes'],
]);

/** `data` within `data` is nothing of Jaeger's. */
const DEEPEST = 2;

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const OK = 1;
const ERROR = 2;

/** Tags that stand for what is no attribute in OpenTelemetry. */
const TRANSLATED = new Set([
  'span.kind',
  'otel.status_code',
  'otel.status_description',
  'w3c.tracestate',
  'otel.library.name',
  'otel.library.version',
  SCOPE_KEYS.name,
  SCOPE_KEYS.version,
]);

/** What Jaeger's query API gives and its UI reads: traces with their spans and processes, in microseconds. */
export class JaegerReader extends WholeJsonReader {
  readonly #appender: SpanAppender;

  constructor(context: ReadContext) {
    super(context);
    this.#appender = new SpanAppender(context);
  }

  protected walk(): void {
    this.#readTrace(0);
  }

  /**
   * A trace; or what is around traces: `{"data": [TRACE, …]}`, also with a single one that stands for itself.
   * Processes may stand behind the spans that name them.
   */
  #readTrace(depth: number): void {
    const spans: FoundSpan[] = [];
    let processes: JsonObject = {};
    try {
      this.eachField(FIELDS, (field) => {
        if (field === SPANS) this.eachElement(() => this.#readSpan(spans));
        else if (field === PROCESSES) processes = this.readObject('field')?.object ?? {};
        else if (field === DATA && depth < DEEPEST) this.#readData(depth + 1);
        else this.scanner.skipValue();
      });
    } finally {
      // also where the content broke off: what was whole is kept
      for (const span of spans) this.#appender.append(plainSpan(span.object, processes, span));
    }
  }

  #readData(depth: number): void {
    if (this.scanner.peek() === Byte.openBracket) this.eachElement(() => this.#readTrace(depth));
    else this.#readTrace(depth);
  }

  #readSpan(spans: FoundSpan[]): void {
    const span = this.readObject('span');
    if (span !== undefined) spans.push(span);
  }
}

type FoundSpan = Position & { readonly object: JsonObject };

function plainSpan(span: JsonObject, processes: JsonObject, position: Position): PlainSpan {
  const tags = tagsOf(span.tags);
  const start = microseconds(span.startTime);
  const references = objects(span.references);
  const parent = parentOf(span, references);
  const process = asObject(span.process) ?? asObject(processes[asText(span.processID)]);
  return {
    traceId: padded(asText(span.traceID), 32),
    spanId: padded(asText(span.spanID), 16),
    parentSpanId: parent,
    name: asText(span.operationName),
    kind: Math.max(0, KINDS.indexOf(String(tags.get('span.kind')).toLowerCase())),
    status: statusOf(tags),
    statusMessage: String(tags.get('otel.status_description') ?? ''),
    traceState: String(tags.get('w3c.tracestate') ?? ''),
    start,
    end: start + microseconds(span.duration),
    attributes: new Map([...tags].filter(([key]) => !TRANSLATED.has(key))),
    resource: resourceOf(asObject(span.process) ?? asObject(processes[asText(span.processID)])),
    scope: scopeOf(tags),
    events: objects(span.logs).map(eventOf),
    links: references.map(linkOf).filter((link) => link.spanId !== parent),
    incomplete: process === undefined,
    position: { offset: position.offset, line: position.line },
  };
}

/** The span it is a child of; one that it follows from counts if there is no other. */
function parentOf(span: JsonObject, references: readonly JsonObject[]): string {
  const own = references.filter((reference) => asText(reference.traceID) === asText(span.traceID));
  const parent = own.find((reference) => reference.refType === 'CHILD_OF') ?? own[0];
  return padded(asText(parent === undefined ? span.parentSpanID : parent.spanID), 16);
}

function linkOf(reference: JsonObject): PlainLink {
  return { traceId: padded(asText(reference.traceID), 32), spanId: padded(asText(reference.spanID), 16) };
}

function statusOf(tags: Attributes): number {
  const code = String(tags.get('otel.status_code')).toUpperCase();
  if (code === 'ERROR' || tags.get('error') === true || tags.get('error') === 'true') return ERROR;
  return code === 'OK' ? OK : 0;
}

function resourceOf(process: JsonObject | undefined): Attributes {
  if (process === undefined) return new Map();
  return new Map([['service.name', asText(process.serviceName)], ...tagsOf(process.tags)]);
}

function scopeOf(tags: Attributes): Attributes {
  const scope = new Map<string, AttributeValue>();
  const name = tags.get(SCOPE_KEYS.name) ?? tags.get('otel.library.name');
  const version = tags.get(SCOPE_KEYS.version) ?? tags.get('otel.library.version');
  if (name !== undefined) scope.set(SCOPE_KEYS.name, name);
  if (version !== undefined) scope.set(SCOPE_KEYS.version, version);
  return scope;
}

function eventOf(log: JsonObject): PlainEvent {
  const fields = tagsOf(log.fields);
  const name = fields.get('event');
  return {
    name: typeof name === 'string' ? name : '',
    time: microseconds(log.timestamp),
    attributes: new Map([...fields].filter(([key]) => key !== 'event' || typeof name !== 'string')),
  };
}

function tagsOf(value: unknown): Map<string, AttributeValue> {
  const tags = new Map<string, AttributeValue>();
  for (const tag of objects(value)) {
    const read = tagValue(asText(tag.type), tag.value);
    if (read !== undefined) tags.set(asText(tag.key), read);
  }
  return tags;
}

/** By the type that the tag says it has; a value that isn't of it is what it is written as. */
function tagValue(type: string, value: unknown): AttributeValue | undefined {
  const text = asText(value);
  if (typeof value === 'boolean' || (type === 'bool' && (text === 'true' || text === 'false'))) return text === 'true';
  if (type === 'binary') {
    const bytes = new TextEncoder().encode(text);
    return base64Bytes(bytes, 0, bytes.length) ?? text;
  }
  if (type === 'int64') {
    const integer = exactInteger(text);
    return (integer === undefined ? undefined : attributeInteger(integer)) ?? text;
  }
  if (type === 'float64' || (type === '' && typeof value !== 'string')) return protobufDouble(text) ?? text;
  return value === null || value === undefined ? undefined : text;
}

/** As nanoseconds; 0 for what is no number. */
function microseconds(value: unknown): bigint {
  const text = asText(value);
  const whole = exactInteger(text);
  if (whole !== undefined) return whole * 1000n;
  const number = Number(text);
  return Number.isFinite(number) ? BigInt(Math.round(number * 1000)) : 0n;
}

/** Jaeger leaves leading zeros out; 64-bit trace ids have 16 digits. */
function padded(id: string, digits: number): string {
  return /^[0-9a-fA-F]+$/.test(id) ? id.padStart(digits, '0') : id;
}
