import {
  type AttributeRows,
  type AttributeValue,
  type ColumnScope,
  Parent,
  type TimeColumn,
  type TraceStore,
} from '../../engine';

/** A store as plain data that can be compared and read: everything but where spans were found. */
export function describeStore(store: TraceStore, keys: readonly string[]): unknown {
  const columns = (scope: ColumnScope) =>
    keys.map((key) => [key, store.column(scope, key)] as const).filter(([, column]) => column !== undefined);
  const columnsOf = {
    span: columns('span'),
    event: columns('event'),
    link: columns('link'),
    resource: columns('resource'),
    instrumentation: columns('instrumentation'),
  };
  const attributes = (scope: ColumnScope, row: number): Record<string, string> =>
    Object.fromEntries(
      columnsOf[scope].flatMap(([key, column]) => {
        const code = column![row]!;
        return code === 0 ? [] : [[`.${key}`, describeValue(store.values.value(code))]];
      }),
    );
  const listed = (rows: AttributeRows | undefined, row: number): string[] =>
    Array.from({ length: rows === undefined ? 0 : rows.first[row + 1]! - rows.first[row]! }, (_, i) => {
      const at = rows!.first[row]! + i;
      return `${store.values.value(rows!.keys[at]!)}=${describeValue(store.values.value(rows!.values[at]!))}`;
    });
  const text = (code: number) => (code === 0 ? null : store.values.value(code));
  const { spans, events, links, traces } = store;
  const describeSpan = (row: number) => ({
    id: hex(spans.id, row, 8),
    parent:
      spans.parent[row]! >= 0 ? hex(spans.id, spans.parent[row]!, 8) : spans.parent[row] === Parent.none ? null : '?',
    name: text(spans.name[row]!),
    kind: spans.kind[row],
    status: spans.status[row],
    statusMessage: text(spans.statusMessage[row]!),
    start: time(spans.start, row),
    end: time(spans.end, row),
    flags: spans.flags[row],
    attributes: attributes('span', row),
    listed: listed(store.listed?.span, row),
    resource: attributes('resource', spans.resource[row]!),
    scope: attributes('instrumentation', spans.instrumentation[row]!),
    events: rows(spans.firstEvent, row).map((event) => ({
      name: text(events.name[event]!),
      time: time(events.time, event),
      flags: events.flags[event],
      attributes: attributes('event', event),
      listed: listed(store.listed?.event, event),
    })),
    links: rows(spans.firstLink, row).map((link) => ({
      trace: hex(links.traceId, link, 16),
      span: hex(links.spanId, link, 8),
      attributes: attributes('link', link),
    })),
  });
  return Array.from({ length: traces.count }, (_, trace) => ({
    id: hex(traces.id, trace, 16),
    flags: traces.flags[trace],
    spans: rows(traces.firstSpan, trace).map(describeSpan),
  }));
}

/** Tells 1 from "1" and from 1n, and lists from maps. */
export function describeValue(value: AttributeValue): string {
  if (value instanceof Uint8Array) return `bytes ${hex(value, 0, value.length)}`;
  if (Array.isArray(value)) return `[${value.map(describeValue).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}: ${describeValue(item)}`).join(', ')}}`;
  return typeof value === 'bigint' ? `${value}n` : typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function rows(first: Uint32Array, row: number): number[] {
  return Array.from({ length: first[row + 1]! - first[row]! }, (_, i) => first[row]! + i);
}

function time(column: TimeColumn, row: number): string {
  return `${column.seconds[row]}.${String(column.nanoseconds[row]).padStart(9, '0')}`;
}

function hex(bytes: Uint8Array, row: number, size: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + row * size, size).toString('hex');
}
