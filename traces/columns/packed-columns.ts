import type { AttributeColumns } from './attribute-columns';
import type { ColumnsBuilder } from './builder';
import type { PackedDictionary } from './byte-dictionary';
import type { ListedAttributes, StoredAttributes } from './listed-attributes';
import type { SharedRows } from './shared-rows';
import type { SpanRows } from './span-rows';

/** What a builder took in of one file, as plain data that can be handed to another thread. */
export interface PackedColumns {
  /** What was not packed before. */
  readonly values: PackedDictionary;
  /** Four words for each trace. */
  readonly traces: Uint32Array;
  readonly count: number;
  /** `resource` and `instrumentation` are places in `opened` below. */
  readonly spans: PackedSpans;
  readonly events: PackedEvents;
  readonly links: { readonly count: number; readonly traceId: Uint32Array; readonly spanId: Uint32Array };
  readonly spanAttributes: PackedAttributes;
  readonly eventAttributes: PackedAttributes;
  readonly linkAttributes: PackedAttributes;
  readonly resources: PackedShared;
  readonly scopes: PackedShared;
}

export const SPAN_COLUMNS = [
  'trace',
  'idHigh',
  'idLow',
  'parentHigh',
  'parentLow',
  'parentState',
  'name',
  'kind',
  'status',
  'statusMessage',
  'startSeconds',
  'startNanoseconds',
  'endSeconds',
  'endNanoseconds',
  'resource',
  'instrumentation',
  'flags',
  'firstEvent',
  'firstLink',
  'offset',
  'line',
] as const;

export type PackedSpans = Pick<SpanRows, (typeof SPAN_COLUMNS)[number]>;

export interface PackedEvents {
  readonly count: number;
  readonly name: Uint32Array;
  readonly seconds: Uint32Array;
  readonly nanoseconds: Uint32Array;
  readonly flags: Uint8Array;
}

export interface PackedAttributes {
  /** By the key's place in the request; undefined where no row has it. */
  readonly columns: readonly (Uint32Array | undefined)[];
  /** As in `ListedAttributes`; null where no row has any. */
  readonly listed: StoredAttributes | null;
}

/** Resources, or scopes. */
export interface PackedShared {
  /** Of each distinct one, one code for each requested key. */
  readonly rows: readonly Uint32Array[];
  /** By opened number: the row, plus one; 0 where nothing was said. */
  readonly opened: Uint32Array;
}

/**
 * Of a builder that is never built; its arrays are the builder's own.
 * @param firstValue the code of the first value that was not packed before
 */
export function packColumns(builder: ColumnsBuilder, firstValue: number): PackedColumns {
  builder.settle();
  const { spans, events, links } = builder;
  return {
    values: builder.values.pack(firstValue),
    traces: builder.traceIds.pack(),
    count: spans.count,
    spans: Object.fromEntries(
      SPAN_COLUMNS.map((column) => [column, spans[column].subarray(0, spans.count)]),
    ) as unknown as PackedSpans,
    events: {
      count: events.count,
      name: events.name.subarray(0, events.count),
      seconds: events.seconds.subarray(0, events.count),
      nanoseconds: events.nanoseconds.subarray(0, events.count),
      flags: events.flags.subarray(0, events.count),
    },
    links: {
      count: links.count,
      traceId: links.traceId.subarray(0, links.count * 4),
      spanId: links.spanId.subarray(0, links.count * 2),
    },
    spanAttributes: packAttributes(builder.spanAttributes, spans.count),
    eventAttributes: packAttributes(builder.eventAttributes, events.count),
    linkAttributes: packAttributes(builder.linkAttributes, links.count),
    resources: packShared(builder.resources),
    scopes: packShared(builder.scopes),
  };
}

function packAttributes(columns: AttributeColumns, rows: number): PackedAttributes {
  return {
    columns: columns.keys.map((_, key) => columns.rows(key, rows)),
    listed: columns.listed === null || columns.listed.isEmpty ? null : packListed(columns.listed, rows),
  };
}

function packListed(listed: ListedAttributes, rows: number): StoredAttributes {
  const first = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) first[row + 1] = Math.max(first[row]!, listed.range(row)[1]);
  const end = first[rows]!;
  return { first, keys: listed.keys.subarray(0, end), values: listed.values.subarray(0, end) };
}

function packShared(shared: SharedRows): PackedShared {
  const { attributes, count } = shared;
  const rows = Array.from({ length: count }, (_, row) =>
    Uint32Array.from(attributes.keys, (_, key) => attributes.get(key, row)),
  );
  return { rows, opened: shared.pack() };
}
