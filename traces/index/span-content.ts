import type { AttributeColumns } from '../columns/attribute-columns';
import type { ColumnsBuilder } from '../columns/builder';
import type { DictionaryBuilder } from '../columns/dictionary';
import type { ListedAttributes } from '../columns/listed-attributes';
import type { SharedRows } from '../columns/shared-rows';
import type { RowComparison } from './span-order';

/**
 * Compares what was read of two spans of one trace: 0 means that they are the same span seen twice. It goes by
 * what codes stand for, not by the codes, so that the order of files changes nothing.
 */
export function contentComparison(builder: ColumnsBuilder): RowComparison {
  const { spans, values } = builder;
  return (a, b) =>
    spans.endSeconds[a]! - spans.endSeconds[b]! ||
    spans.endNanoseconds[a]! - spans.endNanoseconds[b]! ||
    spans.parentState[a]! - spans.parentState[b]! ||
    spans.parentHigh[a]! - spans.parentHigh[b]! ||
    spans.parentLow[a]! - spans.parentLow[b]! ||
    spans.kind[a]! - spans.kind[b]! ||
    spans.status[a]! - spans.status[b]! ||
    spans.flags[a]! - spans.flags[b]! ||
    values.compare(spans.name[a]!, spans.name[b]!) ||
    values.compare(spans.statusMessage[a]!, spans.statusMessage[b]!) ||
    compareAttributes(builder, builder.spanAttributes, a, b) ||
    compareShared(builder, builder.resources, spans.resource[a]!, spans.resource[b]!) ||
    compareShared(builder, builder.scopes, spans.instrumentation[a]!, spans.instrumentation[b]!) ||
    compareEvents(builder, a, b) ||
    compareLinks(builder, a, b);
}

/** Which of two rows stands first in the input: by path, then offset. */
export function locationComparison(builder: ColumnsBuilder): RowComparison {
  const { file, offset } = builder.spans;
  const order = pathOrder(builder.files);
  return (a, b) => order[file[a]!]! - order[file[b]!]! || offset[a]! - offset[b]! || a - b;
}

function pathOrder(files: readonly string[]): Uint32Array {
  const byPath = files.map((_, number) => number).sort((a, b) => compareText(files[a]!, files[b]!) || a - b);
  const order = new Uint32Array(files.length);
  byPath.forEach((number, place) => {
    order[number] = place;
  });
  return order;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareShared(builder: ColumnsBuilder, shared: SharedRows, a: number, b: number): number {
  const left = shared.row(a);
  const right = shared.row(b);
  return left === right ? 0 : compareAttributes(builder, shared.attributes, left, right);
}

function compareAttributes(builder: ColumnsBuilder, columns: AttributeColumns, a: number, b: number): number {
  for (let key = 0; key < columns.keys.length; key++) {
    const difference = builder.values.compare(columns.get(key, a), columns.get(key, b));
    if (difference !== 0) return difference;
  }
  return columns.listed === null ? 0 : compareListed(builder, columns.listed, a, b);
}

/** Whatever the order in which they were recorded. */
function compareListed({ values }: ColumnsBuilder, listed: ListedAttributes, a: number, b: number): number {
  const left = sortedPairs(values, listed, a);
  const right = sortedPairs(values, listed, b);
  if (left.length !== right.length) return left.length - right.length;
  for (let i = 0; i < left.length; i++) {
    const difference = values.compare(left[i]!.key, right[i]!.key) || values.compare(left[i]!.value, right[i]!.value);
    if (difference !== 0) return difference;
  }
  return 0;
}

function sortedPairs(
  values: DictionaryBuilder,
  listed: ListedAttributes,
  row: number,
): { key: number; value: number }[] {
  const [from, to] = listed.range(row);
  const pairs = Array.from({ length: to - from }, (_, i) => ({
    key: listed.keys[from + i]!,
    value: listed.values[from + i]!,
  }));
  return pairs.sort((a, b) => values.compare(a.key, b.key));
}

function compareEvents(builder: ColumnsBuilder, a: number, b: number): number {
  const { events, eventAttributes, values } = builder;
  const { firstEvent } = builder.spans;
  const count = childCount(builder, firstEvent, events.count, a);
  const byCount = count - childCount(builder, firstEvent, events.count, b);
  if (byCount !== 0) return byCount;
  for (let i = 0; i < count; i++) {
    const left = firstEvent[a]! + i;
    const right = firstEvent[b]! + i;
    const difference =
      events.seconds[left]! - events.seconds[right]! ||
      events.nanoseconds[left]! - events.nanoseconds[right]! ||
      events.flags[left]! - events.flags[right]! ||
      values.compare(events.name[left]!, events.name[right]!) ||
      compareAttributes(builder, eventAttributes, left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareLinks(builder: ColumnsBuilder, a: number, b: number): number {
  const { links, linkAttributes } = builder;
  const { firstLink } = builder.spans;
  const count = childCount(builder, firstLink, links.count, a);
  const byCount = count - childCount(builder, firstLink, links.count, b);
  if (byCount !== 0) return byCount;
  for (let i = 0; i < count; i++) {
    const left = firstLink[a]! + i;
    const right = firstLink[b]! + i;
    const difference =
      compareWords(links.traceId, left, right, 4) ||
      compareWords(links.spanId, left, right, 2) ||
      compareAttributes(builder, linkAttributes, left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareWords(words: Uint32Array, a: number, b: number, count: number): number {
  for (let i = 0; i < count; i++) {
    const difference = words[a * count + i]! - words[b * count + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How many events or links a row has, by where those of the next row begin. */
function childCount(builder: ColumnsBuilder, first: Uint32Array, total: number, row: number): number {
  const next = row + 1 < builder.spans.count ? first[row + 1]! : total;
  return next - first[row]!;
}
