import type { Node } from 'libpg-query';

type Kinds = Node extends infer N ? (N extends N ? keyof N : never) : never;
type Of<K extends string> = Extract<Node, Record<K, unknown>> extends Record<K, infer V> ? V : never;

/** The content of a node of this kind, or undefined for any other node. */
export function as<K extends Kinds & string>(node: Node | undefined, kind: K): Of<K> | undefined {
  return node === undefined ? undefined : ((node as Record<string, unknown>)[kind] as Of<K> | undefined);
}

/** The texts of a list of String nodes. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => as(node, 'String')?.sval ?? '');
}

/** A name as it is compared: without regard to case. */
export function folded(name: string): string {
  return name.toLowerCase();
}

/** Calls `visit` with every object below, of whatever depth; a false answer leaves out what is below it. */
export function walk(tree: unknown, visit: (kind: string, content: Record<string, unknown>) => boolean): void {
  if (Array.isArray(tree)) {
    for (const each of tree) walk(each, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  for (const key in tree) {
    const content: unknown = (tree as Record<string, unknown>)[key];
    if (typeof content !== 'object' || content === null) continue;
    if (Array.isArray(content)) walk(content, visit);
    else if (visit(key, content as Record<string, unknown>)) walk(content, visit);
  }
}
