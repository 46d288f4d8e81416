import type { EventColumns, LinkColumns, SpanColumns, TimeColumn, TraceColumns, TraceStore } from '../../engine';
import type { ColumnsBuilder } from '../columns/builder';
import type { Problem } from '../problem';
import { type ChildOrder, childOrder } from './child-order';
import { ColumnOrder, gatherFloat64, gatherIds, gatherUint8, gatherUint32, gatherWords } from './gather';
import { gatherAttributes, gatherShared, listedAttributes, sharedRows } from './gather-attributes';
import type { StoreParts } from './growing-store';
import { indexSpans, type SpanIndex } from './span-index';

export interface BuiltParts extends StoreParts {
  readonly problems: readonly Problem[];
  /** Whether some spans are told apart, or into order, by nothing but their content, of which more may be read. */
  readonly alike: boolean;
}

/** The store of what a builder took in. Takes the builder's columns one by one, so that few exist twice. */
export function buildStore(builder: ColumnsBuilder): BuiltParts {
  const index = indexSpans(builder);
  const events = childOrder(builder.spans.firstEvent, builder.events.count, builder.spans.count, index.order);
  const links = childOrder(builder.spans.firstLink, builder.links.count, builder.spans.count, index.order);
  const inOrder = new ColumnOrder(index.order);
  const traces = traceColumns(builder, index);
  const spans = spanColumns(builder, index, inOrder, events, links);
  const eventRows = eventColumns(builder, events);
  const linkRows = linkColumns(builder, links);
  const columns = attributeColumns(builder, inOrder, events, links);
  const store: TraceStore = {
    values: builder.values,
    traces,
    spans,
    events: eventRows,
    links: linkRows,
    resourceCount: builder.resources.count,
    instrumentationCount: builder.scopes.count,
    files: builder.files,
    column: (scope, key) => columns[scope].get(key),
    listed: listedAttributes(builder, index.order, events.rows),
  };
  inOrder.forget();
  const { alike, problems, order } = index;
  return { store, problems, alike, columns, spans: order, events: events.rows, links: links.rows };
}

function traceColumns(builder: ColumnsBuilder, index: SpanIndex): TraceColumns {
  const id = traceIdBytes(builder.traceIds.pack(), index.traces);
  return {
    count: index.traces.length,
    get id() {
      return id();
    },
    firstSpan: index.firstSpan,
    flags: index.traceFlags,
  };
}

function traceIdBytes(words: Uint32Array, traces: Uint32Array): () => Uint8Array {
  return once(() => gatherWords(words, 4, traces));
}

/** What most rules don't ask for is put in order when somebody does. */
function spanColumns(
  builder: ColumnsBuilder,
  index: SpanIndex,
  columns: ColumnOrder,
  events: ChildOrder,
  links: ChildOrder,
): SpanColumns {
  const { spans } = builder;
  const { order } = index;
  columns.release(spans.trace, spans.parentHigh, spans.parentLow);
  const none = () => new Uint32Array(order.length);
  const id = spanIdBytes(spans.idHigh, spans.idLow, order);
  const kind = octets(spans.kind, order);
  const status = octets(spans.status, order);
  const statusMessage = builder.request.statusMessage ? words(spans.statusMessage, columns) : once(none);
  const end = times(spans.endSeconds, spans.endNanoseconds, columns);
  const file = builder.files.length > 1 ? words(spans.file, columns) : once(none);
  const offset = doubles(spans.offset, order);
  const line = words(spans.line, columns);
  return {
    count: order.length,
    get id() {
      return id();
    },
    trace: traceOfSpans(index, columns.room()),
    parent: index.parent,
    name: columns.take(spans.name),
    get kind() {
      return kind();
    },
    get status() {
      return status();
    },
    get statusMessage() {
      return statusMessage();
    },
    start: { seconds: columns.take(spans.startSeconds), nanoseconds: columns.take(spans.startNanoseconds) },
    get end() {
      return end();
    },
    resource: sharedRows(builder.resources, columns.take(spans.resource)),
    instrumentation: sharedRows(builder.scopes, columns.take(spans.instrumentation)),
    flags: gatherUint8(spans.flags, order),
    firstEvent: events.first,
    firstLink: links.first,
    get file() {
      return file();
    },
    get offset() {
      return offset();
    },
    get line() {
      return line();
    },
  };
}

// Each holds on to nothing but its own columns, and to those until it is asked.

function once<T>(compute: () => T): () => T {
  let pending: (() => T) | null = compute;
  let value: T;
  return () => {
    if (pending !== null) {
      value = pending();
      pending = null;
    }
    return value;
  };
}

function spanIdBytes(high: Uint32Array, low: Uint32Array, order: Uint32Array): () => Uint8Array {
  return once(() => gatherIds([high, low], order));
}

function octets(column: Uint8Array, order: Uint32Array): () => Uint8Array {
  return once(() => gatherUint8(column, order));
}

function doubles(column: Float64Array, order: Uint32Array): () => Float64Array {
  return once(() => gatherFloat64(column, order));
}

function words(column: Uint32Array, columns: ColumnOrder): () => Uint32Array {
  return once(() => columns.take(column));
}

function times(seconds: Uint32Array, nanoseconds: Uint32Array, columns: ColumnOrder): () => TimeColumn {
  return once(() => ({ seconds: columns.take(seconds), nanoseconds: columns.take(nanoseconds) }));
}

function traceOfSpans(index: SpanIndex, traces: Uint32Array): Uint32Array {
  for (let trace = 0; trace < index.traces.length; trace++) {
    traces.fill(trace, index.firstSpan[trace]!, index.firstSpan[trace + 1]!);
  }
  return traces;
}

function eventColumns(builder: ColumnsBuilder, order: ChildOrder): EventColumns {
  const { events } = builder;
  return {
    count: order.rows.length,
    span: order.span,
    name: gatherUint32(events.name, order.rows),
    time: gatherTime(events.seconds, events.nanoseconds, order.rows),
    flags: gatherUint8(events.flags, order.rows),
  };
}

function linkColumns(builder: ColumnsBuilder, order: ChildOrder): LinkColumns {
  const { links } = builder;
  return {
    count: order.rows.length,
    span: order.span,
    traceId: gatherWords(links.traceId, 4, order.rows),
    spanId: gatherWords(links.spanId, 2, order.rows),
  };
}

function gatherTime(seconds: Uint32Array, nanoseconds: Uint32Array, order: Uint32Array): TimeColumn {
  return { seconds: gatherUint32(seconds, order), nanoseconds: gatherUint32(nanoseconds, order) };
}

function attributeColumns(
  builder: ColumnsBuilder,
  ofSpans: ColumnOrder,
  events: ChildOrder,
  links: ChildOrder,
): StoreParts['columns'] {
  return {
    span: gatherAttributes(builder.spanAttributes, builder.spans.count, ofSpans),
    event: gatherAttributes(builder.eventAttributes, builder.events.count, new ColumnOrder(events.rows)),
    link: gatherAttributes(builder.linkAttributes, builder.links.count, new ColumnOrder(links.rows)),
    resource: gatherShared(builder.resources),
    instrumentation: gatherShared(builder.scopes),
  };
}
