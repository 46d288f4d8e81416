import type { AttributeColumns } from './attribute-columns';
import type { ColumnsBuilder } from './builder';
import { copyMapped } from './copy-mapped';
import type { PackedAttributes, PackedColumns, PackedShared } from './packed-columns';
import type { SharedRows } from './shared-rows';
import { PLAIN_OCTETS, PLAIN_WORDS } from './span-rows';

/** The values of one builder that were taken in by another, with what it packed so far. */
export class AbsorbedValues {
  /** Codes there by codes here. */
  #codes: Uint32Array = new Uint32Array(64);

  /** The codes in `builder`, by those that the values have in what was packed. */
  take({ values }: ColumnsBuilder, packed: PackedColumns): Uint32Array {
    this.#codes = values.absorb(packed.values, this.#codes);
    return this.#codes;
  }
}

/**
 * Adds what another builder, for the same request, took in. No row of this one may have been used before.
 * @param absorbed what was taken in of that builder's values; this adds to it
 * @param file the file's number in this builder
 * @returns the first of the new span rows; they follow each other
 */
export function absorbColumns(
  builder: ColumnsBuilder,
  packed: PackedColumns,
  absorbed: AbsorbedValues,
  file: number,
): number {
  const codes = absorbed.take(builder, packed);
  const first = builder.spans.count;
  const firstEvent = builder.events.count;
  const firstLink = builder.links.count;
  absorbAttributes(builder.spanAttributes, packed.spanAttributes, codes, first, packed.count);
  absorbAttributes(builder.eventAttributes, packed.eventAttributes, codes, firstEvent, packed.events.count);
  absorbAttributes(builder.linkAttributes, packed.linkAttributes, codes, firstLink, packed.links.count);
  absorbSpans(builder, packed, codes, file);
  absorbEvents(builder, packed, codes);
  absorbLinks(builder, packed);
  return first;
}

function absorbSpans(builder: ColumnsBuilder, packed: PackedColumns, codes: Uint32Array, file: number): void {
  const { spans, events, links } = builder;
  const { count } = packed;
  const from = packed.spans;
  const first = spans.count;
  spans.reserve(count);
  for (const column of PLAIN_WORDS) spans[column].set(from[column], first);
  for (const column of PLAIN_OCTETS) spans[column].set(from[column], first);
  spans.offset.set(from.offset, first);
  copyMapped(from.trace, builder.traceIds.numbers(packed.traces, packed.traces.length / 4), spans.trace, first);
  copyMapped(from.name, codes, spans.name, first);
  // memory that holds nothing but zeros costs nothing until somebody writes them
  if (builder.request.statusMessage) copyMapped(from.statusMessage, codes, spans.statusMessage, first);
  copyMapped(from.resource, sharedNumbers(builder.resources, packed.resources, codes), spans.resource, first);
  copyMapped(from.instrumentation, sharedNumbers(builder.scopes, packed.scopes, codes), spans.instrumentation, first);
  if (events.count + packed.events.count > 0) copyShifted(from.firstEvent, events.count, spans.firstEvent, first);
  if (links.count + packed.links.count > 0) copyShifted(from.firstLink, links.count, spans.firstLink, first);
  if (file > 0) spans.file.fill(file, first, first + count);
  spans.count += count;
}

function copyShifted(from: Uint32Array, by: number, to: Uint32Array, first: number): void {
  for (let i = 0; i < from.length; i++) to[first + i] = by + from[i]!;
}

/** Numbers that are opened here, by those that were opened there. */
function sharedNumbers(shared: SharedRows, packed: PackedShared, codes: Uint32Array): Uint32Array {
  const numberOfRow = packed.rows.map((row) => {
    const number = shared.open();
    shared.close(
      number,
      row.map((code) => codes[code]!),
    );
    return number;
  });
  // of which nothing is said here, either
  const unsaid = shared.open();
  return packed.opened.map((rowPlusOne) => (rowPlusOne === 0 ? unsaid : numberOfRow[rowPlusOne - 1]!));
}

function absorbEvents({ events }: ColumnsBuilder, packed: PackedColumns, codes: Uint32Array): void {
  const from = packed.events;
  const first = events.count;
  events.reserve(from.count);
  copyMapped(from.name, codes, events.name, first);
  events.seconds.set(from.seconds, first);
  events.nanoseconds.set(from.nanoseconds, first);
  events.flags.set(from.flags, first);
  events.count += from.count;
}

function absorbLinks({ links }: ColumnsBuilder, { links: from }: PackedColumns): void {
  for (let i = 0; i < from.count; i++) {
    const row = links.add();
    links.traceId.set(from.traceId.subarray(i * 4, i * 4 + 4), row * 4);
    links.spanId.set(from.spanId.subarray(i * 2, i * 2 + 2), row * 2);
  }
}

function absorbAttributes(
  to: AttributeColumns,
  from: PackedAttributes,
  codes: Uint32Array,
  first: number,
  rows: number,
): void {
  from.columns.forEach((column, key) => {
    if (column !== undefined) to.setMappedRows(key, first, column, codes);
  });
  if (from.listed !== null) to.listed?.append(first, rows, from.listed, codes);
}
