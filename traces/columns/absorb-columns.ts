import type { AttributeColumns } from './attribute-columns';
import type { ColumnsBuilder } from './builder';
import type { PackedAttributes, PackedColumns, PackedShared } from './packed-columns';
import type { SharedRows } from './shared-rows';
import { PLAIN_OCTETS, PLAIN_WORDS } from './span-rows';

/**
 * Adds what another builder, for the same request, took in. No row of this one may have been used before.
 * @param file the file's number in this builder
 * @returns the first of the new span rows; they follow each other
 */
export function absorbColumns(builder: ColumnsBuilder, packed: PackedColumns, file: number): number {
  const codes = builder.values.absorb(packed.values);
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
  copyMapped(from.trace, traceNumbers(builder, packed.traces), spans.trace, first);
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

function copyMapped(from: Uint32Array, map: Uint32Array, to: Uint32Array, first: number): void {
  for (let i = 0; i < from.length; i++) to[first + i] = map[from[i]!]!;
}

function copyShifted(from: Uint32Array, by: number, to: Uint32Array, first: number): void {
  for (let i = 0; i < from.length; i++) to[first + i] = by + from[i]!;
}

function traceNumbers({ traceIds }: ColumnsBuilder, words: Uint32Array): Uint32Array {
  const numbers = new Uint32Array(words.length / 4);
  for (let trace = 0; trace < numbers.length; trace++) {
    const at = trace * 4;
    numbers[trace] = traceIds.number(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
  }
  return numbers;
}

function sharedNumbers(shared: SharedRows, rows: PackedShared, codes: Uint32Array): Uint32Array {
  return Uint32Array.from(rows, (row) => {
    const number = shared.open();
    shared.close(
      number,
      row.map((code) => codes[code]!),
    );
    return number;
  });
}

function absorbEvents({ events }: ColumnsBuilder, packed: PackedColumns, codes: Uint32Array): void {
  const from = packed.events;
  for (let i = 0; i < from.count; i++) {
    const row = events.add();
    events.name[row] = codes[from.name[i]!]!;
    events.seconds[row] = from.seconds[i]!;
    events.nanoseconds[row] = from.nanoseconds[i]!;
    events.flags[row] = from.flags[i]!;
  }
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
    if (column === undefined) return;
    for (let i = 0; i < column.length; i++) if (column[i] !== 0) to.set(key, first + i, codes[column[i]!]!);
  });
  if (from.listed !== null) to.listed?.append(first, rows, from.listed, codes);
}
