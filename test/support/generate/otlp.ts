/** Traces in short, as tests and generators write them, and the OTLP JSON that they stand for. */

export type ShortValue =
  | string
  | number
  | boolean
  | null
  | { readonly double: number }
  | { readonly record: ShortAttributes }
  | readonly ShortValue[];
export type ShortAttributes = Readonly<Record<string, ShortValue>>;

export interface ShortEvent {
  readonly name: string;
  /** Milliseconds, like all times here. */
  readonly at: number;
  readonly attributes?: ShortAttributes;
  readonly dropped?: number;
}

export interface ShortLink {
  readonly to: number | string;
  readonly attributes: ShortAttributes;
}

export interface ShortSpan {
  readonly trace?: number;
  readonly id: number;
  /** A number that no span of the trace has is a parent that is missing. */
  readonly parent?: number;
  readonly name: string;
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly status?: 'ok' | 'error';
  readonly statusMessage?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly attributes?: ShortAttributes;
  readonly events?: readonly ShortEvent[];
  /** The spans it links to, `id` or `trace/id`; a span that is not in the input is a target that is missing. */
  readonly links?: readonly (number | string | ShortLink)[];
  readonly service?: string;
  readonly resource?: ShortAttributes;
  /** Of the instrumentation scope. */
  readonly scope?: ShortAttributes;
  readonly droppedAttributes?: number;
  readonly droppedEvents?: number;
  readonly droppedLinks?: number;
  readonly traceState?: string;
}

/** 2024-10-18T14:05:00Z */
const EPOCH = 1_729_260_300_000n;
const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
const nanoseconds = (ms: number): string => String(EPOCH * 1_000_000n + BigInt(Math.round(ms * 1e6)));

export const traceIdOf = (n: number): string => n.toString(16).padStart(32, 'a');
export const spanIdOf = (n: number): string => n.toString(16).padStart(16, 'b');

function anyValue(value: ShortValue): object {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return { intValue: String(value) };
  if ('double' in value) return { doubleValue: Number.isFinite(value.double) ? value.double : String(value.double) };
  if ('record' in value) return { kvlistValue: { values: attributes(value.record) } };
  return { arrayValue: { values: value.map(anyValue) } };
}

const attributes = (short: ShortAttributes = {}): object[] =>
  Object.entries(short).map(([key, value]) => ({ key, value: anyValue(value) }));

function span(short: ShortSpan): object {
  const start = short.start ?? short.id;
  return {
    traceId: traceIdOf(short.trace ?? 1),
    spanId: spanIdOf(short.id),
    ...(short.parent === undefined ? {} : { parentSpanId: spanIdOf(short.parent) }),
    name: short.name,
    kind: KINDS.indexOf(short.kind ?? 'internal'),
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(start + (short.duration ?? 1)),
    attributes: attributes(short.attributes),
    droppedAttributesCount: short.droppedAttributes ?? 0,
    events: (short.events ?? []).map((event) => ({
      name: event.name,
      timeUnixNano: nanoseconds(event.at),
      attributes: attributes(event.attributes),
      droppedAttributesCount: event.dropped ?? 0,
    })),
    droppedEventsCount: short.droppedEvents ?? 0,
    links: (short.links ?? []).map((to) => linkTo(to, short.trace ?? 1)),
    droppedLinksCount: short.droppedLinks ?? 0,
    status: { code: ['', 'ok', 'error'].indexOf(short.status ?? ''), message: short.statusMessage ?? '' },
    ...(short.traceState === undefined ? {} : { traceState: short.traceState }),
  };
}

function linkTo(link: number | string | ShortLink, trace: number): object {
  const short = typeof link === 'object' ? link : { to: link, attributes: {} };
  const [id, ofTrace] = String(short.to).split('/').reverse().map(Number);
  return { traceId: traceIdOf(ofTrace ?? trace), spanId: spanIdOf(id!), attributes: attributes(short.attributes) };
}

/** One document; each span has a resource of its own. */
export function otlpOf(spans: readonly ShortSpan[]): string {
  const resourceSpans = spans.map((short) => {
    const resource = { 'service.name': short.service ?? 'order-api', ...short.resource };
    const scope = { attributes: attributes(short.scope) };
    return { resource: { attributes: attributes(resource) }, scopeSpans: [{ scope, spans: [span(short)] }] };
  });
  return JSON.stringify({ resourceSpans });
}
