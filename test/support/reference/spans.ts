/** What the reference judges: spans as plain objects, read with `JSON.parse` and nothing of the product. */

/** 64-bit integers are bigints, doubles numbers, so that both compare exactly. */
export type Plain = string | number | bigint | boolean | Uint8Array | readonly Plain[] | ReadonlyMap<string, Plain>;
export type Attributes = ReadonlyMap<string, Plain>;

export interface PlainEvent {
  readonly name: string;
  readonly time: bigint;
  readonly attributes: Attributes;
  readonly droppedAttributes: number;
}

export interface PlainSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for none. */
  readonly parentId: string;
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly statusMessage: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly events: readonly PlainEvent[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: Attributes }[];
  readonly resource: Attributes;
  readonly scope: Attributes;
  readonly droppedAttributes: number;
  readonly droppedEvents: number;
  readonly droppedLinks: number;
  readonly traceState: string;
}

/** A span, or an event of it (`event` is its number). */
export interface Occurrence {
  readonly span: PlainSpan;
  readonly event: number | null;
  /** An interval stands where its `from` stands, but is another occurrence. */
  readonly interval?: Interval;
}

export interface Interval {
  /** The `from … until … by …` that made it. */
  readonly term: object;
  /** `open` where nothing ends it, `unknown` where that can't be told. */
  readonly end: bigint | 'open' | 'unknown';
}

type Json = Record<string, unknown>;
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value : []) as Json[];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const integer = (value: unknown): bigint => BigInt((value ?? 0) as string | number);

function plainValue(json: Json): Plain | undefined {
  if ('stringValue' in json) return text(json.stringValue);
  if ('boolValue' in json) return json.boolValue === true;
  if ('intValue' in json) return integer(json.intValue);
  if ('doubleValue' in json) return Number(json.doubleValue);
  if ('bytesValue' in json) return Uint8Array.from(Buffer.from(text(json.bytesValue), 'base64'));
  if ('arrayValue' in json) {
    const items = objects((json.arrayValue as Json).values).map(plainValue);
    return items.filter((item) => item !== undefined);
  }
  if ('kvlistValue' in json) return plainAttributes((json.kvlistValue as Json).values);
  return undefined;
}

function plainAttributes(json: unknown): Attributes {
  const attributes = new Map<string, Plain>();
  for (const item of objects(json)) {
    const value = plainValue((item.value ?? {}) as Json);
    if (value !== undefined) attributes.set(text(item.key), value);
  }
  return attributes;
}

function plainSpan(json: Json, resource: Attributes, scope: Attributes): PlainSpan {
  const status = (json.status ?? {}) as Json;
  return {
    traceId: text(json.traceId).toLowerCase(),
    spanId: text(json.spanId).toLowerCase(),
    parentId: text(json.parentSpanId).toLowerCase(),
    name: text(json.name),
    kind: Number(json.kind ?? 0),
    status: Number(status.code ?? 0),
    statusMessage: text(status.message),
    start: integer(json.startTimeUnixNano),
    end: integer(json.endTimeUnixNano),
    attributes: plainAttributes(json.attributes),
    events: objects(json.events).map((event) => ({
      name: text(event.name),
      time: integer(event.timeUnixNano),
      attributes: plainAttributes(event.attributes),
      droppedAttributes: Number(event.droppedAttributesCount ?? 0),
    })),
    links: objects(json.links).map((link) => ({
      traceId: text(link.traceId).toLowerCase(),
      spanId: text(link.spanId).toLowerCase(),
      attributes: plainAttributes(link.attributes),
    })),
    resource,
    scope,
    droppedAttributes: Number(json.droppedAttributesCount ?? 0),
    droppedEvents: Number(json.droppedEventsCount ?? 0),
    droppedLinks: Number(json.droppedLinksCount ?? 0),
    traceState: text(json.traceState),
  };
}

/** One OTLP JSON object. Unlike the product's reader it takes well-formed input for granted. */
export function spansOfOtlp(otlp: string): PlainSpan[] {
  return objects((JSON.parse(otlp) as Json).resourceSpans).flatMap((batch) => {
    const resource = plainAttributes(((batch.resource ?? {}) as Json).attributes);
    return objects(batch.scopeSpans).flatMap((group) => {
      const scope = plainAttributes(((group.scope ?? {}) as Json).attributes);
      return objects(group.spans).map((span) => plainSpan(span, resource, scope));
    });
  });
}

const SERVER = 2;
const CONSUMER = 5;

export const startOf = (o: Occurrence): bigint => (o.event === null ? o.span.start : eventOf(o)!.time);
export const eventOf = (o: Occurrence): PlainEvent | undefined =>
  o.event === null ? undefined : o.span.events[o.event];
export const isEntry = (span: PlainSpan): boolean => span.kind === SERVER || span.kind === CONSUMER;
export const sameOccurrence = (a: Occurrence, b: Occurrence): boolean =>
  a.span === b.span && a.event === b.event && a.interval?.term === b.interval?.term;
/** Unlike a span or event an interval may not have ended, or nobody knows when. */
export const endOf = (o: Occurrence): bigint | 'open' | 'unknown' =>
  o.interval?.end ?? (o.event === null ? o.span.end : startOf(o));
export const nameOf = (o: Occurrence): string => eventOf(o)?.name ?? o.span.name;
export const withEvents = (span: PlainSpan): Occurrence[] => [
  { span, event: null },
  ...span.events.map((_, event) => ({ span, event })),
];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byTime = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** By start, trace id, span id; a span before its events, these as recorded. */
export const inOrder = (a: Occurrence, b: Occurrence): number =>
  byTime(startOf(a), startOf(b)) ||
  byText(a.span.traceId, b.span.traceId) ||
  byText(a.span.spanId, b.span.spanId) ||
  Number(a.interval !== undefined) - Number(b.interval !== undefined) ||
  (a.event ?? -1) - (b.event ?? -1);

/** The spans of one trace id. */
export class Trace {
  constructor(readonly spans: readonly PlainSpan[]) {}

  /** The parent, `none` above a root, `missing` where the way up is broken. */
  parent(span: PlainSpan): PlainSpan | 'none' | 'missing' {
    if (span.parentId === '') return 'none';
    return this.spans.find((s) => s.spanId === span.parentId) ?? (isEntry(span) ? 'none' : 'missing');
  }

  children(span: PlainSpan): PlainSpan[] {
    return this.spans.filter((s) => s.parentId === span.spanId);
  }

  descendants(span: PlainSpan): PlainSpan[] {
    return this.children(span).flatMap((child) => [child, ...this.descendants(child)]);
  }

  get roots(): PlainSpan[] {
    return this.spans.filter((span) => this.parent(span) === 'none');
  }

  get occurrences(): Occurrence[] {
    return this.spans.flatMap(withEvents);
  }

  get incomplete(): boolean {
    return this.spans.some((s) => this.parent(s) === 'missing' || s.droppedEvents > 0 || s.droppedLinks > 0);
  }

  /** A tracestate `ot=…;th:T` with T other than 0 says that other traces were left out. */
  get sampled(): boolean {
    return this.spans.some((span) => {
      const ot = span.traceState.split(',').find((member) => member.trim().startsWith('ot='));
      const threshold = ot
        ?.trim()
        .slice(3)
        .split(';')
        .find((part) => part.startsWith('th:'))
        ?.slice(3);
      return threshold !== undefined && !/^0*$/.test(threshold);
    });
  }
}

export function tracesOf(spans: readonly PlainSpan[]): Trace[] {
  const groups = Map.groupBy(spans, (span) => span.traceId);
  return [...groups.keys()].sort(byText).map((id) => new Trace(groups.get(id)!));
}
