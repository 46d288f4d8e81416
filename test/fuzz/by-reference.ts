import {
  type AttributeValue,
  type ColumnScope,
  Parent,
  SpanFlag,
  type TimeColumn,
  type TraceStore,
} from '../../engine';
import { type Span, tracesOfOtlp } from '../support/reference/spans';

type Json = Record<string, unknown>;

/**
 * The spans of a store as the reference evaluator takes them. Undefined where there is something that it takes for
 * granted not to be: ids that are none or that several spans have, circles, bytes.
 */
export function tracesOfStore(store: TraceStore, keys: readonly string[]): Span[][] | undefined {
  const { spans, traces } = store;
  const ids = Array.from(
    { length: spans.count },
    (_, row) => `${hex(traces.id, spans.trace[row]!, 16)} ${idOf(store, row)}`,
  );
  const isIrregular = spans.flags.some((flags) => (flags & SpanFlag.irregularId) !== 0);
  if (isIrregular || new Set(ids).size < ids.length || isCircular(store)) return undefined;
  try {
    return tracesOfOtlp(JSON.stringify({ resourceSpans: ids.map((_, row) => resourceSpan(store, keys, row)) }));
  } catch (error) {
    if (error instanceof NotForReference) return undefined;
    throw error;
  }
}

class NotForReference extends Error {}

/** A span without the parent that it says it has, though it could do without one: it was on a circle. */
function isCircular({ spans }: TraceStore): boolean {
  const isEntry = (kind: number): boolean => kind === 2 || kind === 5;
  return spans.parent.some((parent, row) => parent === Parent.missing && isEntry(spans.kind[row]!));
}

function resourceSpan(store: TraceStore, keys: readonly string[], row: number): Json {
  const { spans } = store;
  const attributes = (scope: ColumnScope, at: number) => ({ attributes: attributesOf(store, keys, scope, at) });
  const dropped = (flag: number): number => ((spans.flags[row]! & flag) !== 0 ? 1 : 0);
  const span = {
    traceId: hex(store.traces.id, spans.trace[row]!, 16),
    spanId: idOf(store, row),
    parentSpanId: parentOf(store, row),
    name: textOf(store, spans.name[row]!),
    kind: spans.kind[row],
    status: { code: spans.status[row], message: textOf(store, spans.statusMessage[row]!) },
    startTimeUnixNano: nanoseconds(spans.start, row),
    endTimeUnixNano: nanoseconds(spans.end, row),
    ...attributes('span', row),
    droppedAttributesCount: dropped(SpanFlag.droppedAttributes),
    events: rows(spans.firstEvent, row).map((event) => ({
      name: textOf(store, store.events.name[event]!),
      timeUnixNano: nanoseconds(store.events.time, event),
      ...attributes('event', event),
      droppedAttributesCount: store.events.flags[event],
    })),
    droppedEventsCount: dropped(SpanFlag.droppedEvents),
    links: rows(spans.firstLink, row).map((link) => ({
      traceId: hex(store.links.traceId, link, 16),
      spanId: hex(store.links.spanId, link, 8),
      ...attributes('link', link),
    })),
    droppedLinksCount: dropped(SpanFlag.droppedLinks),
    traceState: dropped(SpanFlag.sampled) > 0 ? 'ot=th:8' : '',
  };
  const scope = attributes('instrumentation', spans.instrumentation[row]!);
  return { resource: attributes('resource', spans.resource[row]!), scopeSpans: [{ scope, spans: [span] }] };
}

const rows = (first: Uint32Array, row: number): number[] =>
  Array.from({ length: first[row + 1]! - first[row]! }, (_, i) => first[row]! + i);

const idOf = ({ spans }: TraceStore, row: number): string => hex(spans.id, row, 8);

/** One that is missing is named, so that it is missing. */
function parentOf(store: TraceStore, row: number): string {
  const parent = store.spans.parent[row]!;
  if (parent >= 0) return idOf(store, parent);
  return parent === Parent.none ? '' : 'missing';
}

const textOf = ({ values }: TraceStore, code: number): string => (code === 0 ? '' : String(values.value(code)));

const nanoseconds = ({ seconds, nanoseconds }: TimeColumn, row: number): string =>
  String(BigInt(seconds[row]!) * 1_000_000_000n + BigInt(nanoseconds[row]!));

const hex = (bytes: Uint8Array, row: number, size: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + row * size, size).toString('hex');

function attributesOf(store: TraceStore, keys: readonly string[], scope: ColumnScope, row: number): Json[] {
  return keys.flatMap((key) => {
    const code = store.column(scope, key)?.[row] ?? 0;
    return code === 0 ? [] : [{ key, value: anyValue(store.values.value(code)) }];
  });
}

/** @throws NotForReference for bytes */
function anyValue(value: AttributeValue): Json {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'bigint') return { intValue: String(value) };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: String(value) };
  if (value instanceof Uint8Array) throw new NotForReference();
  if (!(value instanceof Map)) return { arrayValue: { values: (value as readonly AttributeValue[]).map(anyValue) } };
  return { kvlistValue: { values: [...value].map(([key, item]) => ({ key, value: anyValue(item) })) } };
}
