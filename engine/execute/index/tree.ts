import { Parent, type SpanColumns } from '../../store/store';

/** No enclosing SERVER or CONSUMER span can be known: the way up is broken. */
export const BROKEN = -2;

const SERVER = 2;
const CONSUMER = 5;

/**
 * Nested-set numbers: a span's descendants are those whose `enter` is above its own and at most its `leave`.
 * Numbers of one trace lie between its first and last row, so they order all spans trace by trace.
 */
export interface Tree {
  readonly enter: Uint32Array;
  readonly leave: Uint32Array;
  /** The span that has a number: the inverse of `enter`. */
  readonly order: Uint32Array;
  readonly childCount: Uint32Array;
}

export function buildTree(spans: SpanColumns): Tree {
  const { count } = spans;
  const children = new Children(spans);
  const tree: Tree = {
    enter: new Uint32Array(count),
    leave: new Uint32Array(count),
    order: new Uint32Array(count),
    childCount: children.count,
  };
  let next = 0;
  for (let row = 0; row < count; row++) {
    if (spans.parent[row]! < 0) next = number(tree, children, spans, row, next);
  }
  return tree;
}

/** Children in row order, as linked lists. */
class Children {
  readonly first: Int32Array;
  readonly sibling: Int32Array;
  readonly count: Uint32Array;

  constructor(spans: SpanColumns) {
    this.first = new Int32Array(spans.count).fill(-1);
    this.sibling = new Int32Array(spans.count).fill(-1);
    this.count = new Uint32Array(spans.count);
    for (let row = spans.count - 1; row >= 0; row--) {
      const parent = spans.parent[row]!;
      if (parent < 0) continue;
      this.sibling[row] = this.first[parent]!;
      this.first[parent] = row;
      this.count[parent]!++;
    }
  }
}

/** Walks one root's spans in depth, without a stack: a trace may be a chain of a million spans. */
function number(tree: Tree, children: Children, spans: SpanColumns, root: number, from: number): number {
  let next = from;
  let row = root;
  for (;;) {
    tree.enter[row] = next;
    tree.order[next++] = row;
    const child = children.first[row]!;
    if (child >= 0) {
      row = child;
      continue;
    }
    tree.leave[row] = next - 1;
    while (row !== root && children.sibling[row]! < 0) {
      row = spans.parent[row]!;
      tree.leave[row] = next - 1;
    }
    if (row === root) return next;
    row = children.sibling[row]!;
  }
}

/** For each span itself or the nearest above that is SERVER or CONSUMER, else the topmost; or `BROKEN`. */
export function findEntries(spans: SpanColumns, { order }: Tree): Int32Array {
  const entries = new Int32Array(spans.count);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const kind = spans.kind[row]!;
    const parent = spans.parent[row]!;
    if (kind === SERVER || kind === CONSUMER || parent === Parent.none) entries[row] = row;
    else entries[row] = parent === Parent.missing ? BROKEN : entries[parent]!;
  }
  return entries;
}
