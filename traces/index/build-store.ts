import type {
  AttributeRows,
  ColumnScope,
  EventColumns,
  LinkColumns,
  SpanColumns,
  TimeColumn,
  TraceColumns,
  TraceStore,
} from '../../engine';
import type { AttributeColumns } from '../columns/attribute-columns';
import type { ColumnsBuilder } from '../columns/builder';
import type { ListedAttributes } from '../columns/listed-attributes';
import type { SharedRows } from '../columns/shared-rows';
import type { Problem } from '../problem';
import { type ChildOrder, childOrder } from './child-order';
import { ColumnOrder, gatherFloat64, gatherIds, gatherUint8, gatherUint32, gatherWords } from './gather';
import { indexSpans, type SpanIndex } from './span-index';

/** The store of what a builder took in. Takes the builder's columns one by one, so that few exist twice. */
export function buildStore(builder: ColumnsBuilder): { store: TraceStore; problems: readonly Problem[] } {
  const index = indexSpans(builder);
  const events = childOrder(builder.spans.firstEvent, builder.events.count, builder.spans.count, index.order);
  const links = childOrder(builder.spans.firstLink, builder.links.count, builder.spans.count, index.order);
  const columns = new ColumnOrder(index.order);
  const store: TraceStore = {
    values: builder.values,
    traces: traceColumns(builder, index),
    spans: spanColumns(builder, index, columns, events, links),
    events: eventColumns(builder, events),
    links: linkColumns(builder, links),
    resourceCount: builder.resources.count,
    instrumentationCount: builder.scopes.count,
    files: builder.files,
    column: columnLookup(builder, columns, events, links),
    listed: listedAttributes(builder, index.order, events.rows),
  };
  columns.forget();
  return { store, problems: index.problems };
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

/** Numbers that were opened, replaced by the rows behind them. */
function sharedRows(shared: SharedRows, opened: Uint32Array): Uint32Array {
  const known = shared.pack();
  for (let i = 0; i < opened.length; i++) {
    const rowPlusOne = known[opened[i]!]!;
    opened[i] = rowPlusOne === 0 ? shared.row(opened[i]!) : rowPlusOne - 1;
  }
  return opened;
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

function columnLookup(
  builder: ColumnsBuilder,
  ofSpans: ColumnOrder,
  events: ChildOrder,
  links: ChildOrder,
): TraceStore['column'] {
  const resources = countingOrder(builder.resources.count);
  const scopes = countingOrder(builder.scopes.count);
  const columns: Record<ColumnScope, ReadonlyMap<string, Uint32Array>> = {
    span: gatherAttributes(builder.spanAttributes, builder.spans.count, ofSpans),
    event: gatherAttributes(builder.eventAttributes, builder.events.count, new ColumnOrder(events.rows)),
    link: gatherAttributes(builder.linkAttributes, builder.links.count, new ColumnOrder(links.rows)),
    resource: gatherAttributes(builder.resources.attributes, resources.length, new ColumnOrder(resources)),
    instrumentation: gatherAttributes(builder.scopes.attributes, scopes.length, new ColumnOrder(scopes)),
  };
  return (scope, key) => columns[scope].get(key);
}

function listedAttributes(builder: ColumnsBuilder, spans: Uint32Array, events: Uint32Array): TraceStore['listed'] {
  const ofSpans = builder.spanAttributes.listed;
  const ofEvents = builder.eventAttributes.listed;
  if (ofSpans === null || ofEvents === null) return undefined;
  return { span: gatherListed(ofSpans, spans), event: gatherListed(ofEvents, events) };
}

function gatherListed(listed: ListedAttributes, order: Uint32Array): AttributeRows {
  const first = new Uint32Array(order.length + 1);
  if (listed.isEmpty) return { first, keys: new Uint32Array(0), values: new Uint32Array(0) };
  order.forEach((row, place) => {
    const [from, to] = listed.range(row);
    first[place + 1] = first[place]! + to - from;
  });
  const count = first[order.length]!;
  const gathered = { first, keys: new Uint32Array(count), values: new Uint32Array(count) };
  order.forEach((row, place) => {
    const [from, to] = listed.range(row);
    gathered.keys.set(listed.keys.subarray(from, to), first[place]);
    gathered.values.set(listed.values.subarray(from, to), first[place]);
  });
  return gathered;
}

function gatherAttributes(
  attributes: AttributeColumns,
  rows: number,
  order: ColumnOrder,
): ReadonlyMap<string, Uint32Array> {
  const columns = new Map<string, Uint32Array>();
  attributes.keys.forEach((key, place) => {
    const column = attributes.take(place, rows);
    if (column === undefined) return;
    const gathered = order.take(column);
    if (gathered.some((code) => code !== 0)) columns.set(key, gathered);
  });
  return columns;
}

function countingOrder(count: number): Uint32Array {
  return new Uint32Array(count).map((_, place) => place);
}
