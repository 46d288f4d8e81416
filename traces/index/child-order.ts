/** Events (or links) in the order of their spans. */
export interface ChildOrder {
  /** Rows as read. */
  readonly rows: Uint32Array;
  /** The span of each. */
  readonly span: Uint32Array;
  /** Where those of each span begin, and the end of the last. */
  readonly first: Uint32Array;
}

/**
 * @param first where the children of each span as read begin
 * @param order the spans as read, in final order
 */
export function childOrder(first: Uint32Array, childCount: number, spanCount: number, order: Uint32Array): ChildOrder {
  const newFirst = new Uint32Array(order.length + 1);
  if (childCount === 0) return { rows: new Uint32Array(0), span: new Uint32Array(0), first: newFirst };
  const rows = new Uint32Array(childCount);
  const span = new Uint32Array(childCount);
  let at = 0;
  for (let place = 0; place < order.length; place++) {
    const row = order[place]!;
    const end = row + 1 < spanCount ? first[row + 1]! : childCount;
    for (let child = first[row]!; child < end; child++, at++) {
      rows[at] = child;
      span[at] = place;
    }
    newFirst[place + 1] = at;
  }
  return { rows: rows.subarray(0, at), span: span.subarray(0, at), first: newFirst };
}
