import type { AttributeRows, TraceStore } from '../../engine';
import type { AttributeColumns } from '../columns/attribute-columns';
import type { ColumnsBuilder } from '../columns/builder';
import type { ListedAttributes } from '../columns/listed-attributes';
import type { SharedRows } from '../columns/shared-rows';
import { ColumnOrder } from './gather';

/** The columns by key, in order; without those in which no row has a value. */
export function gatherAttributes(
  attributes: AttributeColumns,
  rows: number,
  order: ColumnOrder,
): Map<string, Uint32Array> {
  const columns = new Map<string, Uint32Array>();
  attributes.keys.forEach((key, place) => {
    const column = attributes.take(place, rows);
    if (column === undefined) return;
    const gathered = order.take(column);
    if (gathered.some((code) => code !== 0)) columns.set(key, gathered);
  });
  return columns;
}

/** The same of resources, or scopes. */
export function gatherShared({ attributes, count }: SharedRows): Map<string, Uint32Array> {
  return gatherAttributes(attributes, count, new ColumnOrder(new Uint32Array(count).map((_, place) => place)));
}

/** Numbers that were opened, replaced by the rows behind them. */
export function sharedRows(shared: SharedRows, opened: Uint32Array): Uint32Array {
  const known = shared.pack();
  for (let i = 0; i < opened.length; i++) {
    const rowPlusOne = known[opened[i]!]!;
    opened[i] = rowPlusOne === 0 ? shared.row(opened[i]!) : rowPlusOne - 1;
  }
  return opened;
}

/** Those whose keys begin as requested, in the order of spans and events. */
export function listedAttributes(
  builder: ColumnsBuilder,
  spans: Uint32Array,
  events: Uint32Array,
): TraceStore['listed'] {
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
