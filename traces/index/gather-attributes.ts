import type { AttributeColumns } from '../columns/attribute-columns';
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
