import type { Content } from './values';

/** What the reference judges: OTLP JSON, read with `JSON.parse` and nothing of the product. */

export type Attributes = ReadonlyMap<string, Content>;

/** A span, an event of one (`event` is its number), or an interval, which stands where its `from` stands. */
export interface Occurrence {
  readonly span: Span;
  readonly event?: number;
  readonly from?: Occurrence;
  /** The `from … until … by …` that made an interval. */
  readonly term?: object;
  readonly name: string;
  readonly start: bigint;
  /** `open` where nothing ends an interval, `unknown` where that can't be told. */
  readonly end: bigint | 'open' | 'unknown';
  readonly attributes: Attributes;
  readonly dropped: number;
}

export interface Span extends Occurrence {
  /** Ids, kind, status and what was dropped, as read. */
  readonly json: OtlpSpan;
  readonly end: bigint;
  /** All spans of its trace. */
  readonly trace: readonly Span[];
  readonly events: readonly Occurrence[];
  readonly links: readonly { readonly json: OtlpLink; readonly attributes: Attributes }[];
  readonly resource: Attributes;
  readonly scope: Attributes;
}

interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number | string;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
}

type KeyValue = { readonly key: string; readonly value: AnyValue };
type Holder = { readonly attributes?: readonly KeyValue[]; readonly droppedAttributesCount?: number };
type OtlpEvent = Holder & { readonly name: string; readonly timeUnixNano: string };
type OtlpLink = Holder & { readonly traceId: string; readonly spanId: string };

interface OtlpSpan extends Holder {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message: string };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly events: readonly OtlpEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly OtlpLink[];
  readonly droppedLinksCount: number;
  readonly traceState?: string;
}

interface Otlp {
  readonly resourceSpans: readonly {
    readonly resource?: Holder;
    readonly scopeSpans: readonly { readonly scope?: Holder; readonly spans: readonly OtlpSpan[] }[];
  }[];
}

function contentOf(value: AnyValue): Content | undefined {
  if (value.intValue !== undefined) return BigInt(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.arrayValue) return value.arrayValue.values.map(contentOf).filter((item) => item !== undefined);
  return value.kvlistValue ? attributesOf(value.kvlistValue.values) : (value.stringValue ?? value.boolValue);
}

const attributesOf = (list: readonly KeyValue[] = []): Attributes =>
  new Map(list.flatMap(({ key, value }) => [[key, contentOf(value)] as const].filter(isThere)));

const isThere = (entry: readonly [string, Content | undefined]): entry is [string, Content] => entry[1] !== undefined;

/** The traces of one OTLP JSON object. Unlike the product's reader it takes well-formed input for granted. */
export function tracesOfOtlp(otlp: string): Span[][] {
  const traces = new Map<string, Span[]>();
  for (const { resource, scopeSpans } of (JSON.parse(otlp) as Otlp).resourceSpans)
    for (const { scope, spans } of scopeSpans)
      for (const json of spans) {
        const trace = traces.get(json.traceId) ?? [];
        traces.set(json.traceId, trace);
        trace.push(spanOf(json, trace, attributesOf(resource?.attributes), attributesOf(scope?.attributes)));
      }
  return [...traces.values()];
}

function spanOf(json: OtlpSpan, trace: readonly Span[], resource: Attributes, scope: Attributes): Span {
  const held = (holder: Holder) => ({
    attributes: attributesOf(holder.attributes),
    dropped: holder.droppedAttributesCount ?? 0,
  });
  const span: Span = {
    ...{ json, trace, resource, scope, name: json.name, ...held(json) },
    get span() {
      return span;
    },
    start: BigInt(json.startTimeUnixNano),
    end: BigInt(json.endTimeUnixNano),
    links: json.links.map((link) => ({ json: link, ...held(link) })),
    events: json.events.map((event, i) => {
      const time = BigInt(event.timeUnixNano);
      return {
        ...{ name: event.name, event: i, start: time, end: time, ...held(event) },
        get span() {
          return span;
        },
      };
    }),
  };
  return span;
}

// ── traces

export const isEntry = ({ json }: Span): boolean => json.kind === 2 || json.kind === 5; // SERVER, CONSUMER
export const withEvents = (span: Span): Occurrence[] => [span, ...span.events];
export const rootsOf = (trace: readonly Span[]): Span[] => trace.filter((span) => parentOf(span) === 'none');
export const childrenOf = (span: Span): Span[] => span.trace.filter((s) => s.json.parentSpanId === span.json.spanId);
export const below = (span: Span): Span[] => childrenOf(span).flatMap((child) => [child, ...below(child)]);
export const idOf = ({ json }: Span): string => `${json.traceId} ${json.spanId}`;

export type Way = Span | 'none' | 'missing';

/** The parent, `none` above a root, `missing` where the way up is broken. */
export function parentOf(span: Span): Way {
  const id = span.json.parentSpanId ?? '';
  if (id === '') return 'none';
  return span.trace.find((s) => s.json.spanId === id) ?? (isEntry(span) ? 'none' : 'missing');
}

export const isIncomplete = (trace: readonly Span[]): boolean =>
  trace.some((s) => parentOf(s) === 'missing' || s.json.droppedEventsCount > 0 || s.json.droppedLinksCount > 0);

/** A tracestate `ot=…;th:T` with T other than 0 says that other traces were left out. */
export const isSampled = (trace: readonly Span[]): boolean =>
  trace.some(({ json }) => /(^|,)\s*ot=([^,]*;)?th:0*[^0,;]/.test(json.traceState ?? ''));

const byOrder = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** By start, trace id, span id; a span before its events, these as recorded; intervals last. */
export const inOrder = (a: Occurrence, b: Occurrence): number =>
  byOrder(a.start, b.start) ||
  byOrder(idOf(a.span), idOf(b.span)) ||
  Number(a.from !== undefined) - Number(b.from !== undefined) ||
  (a.event ?? -1) - (b.event ?? -1);
