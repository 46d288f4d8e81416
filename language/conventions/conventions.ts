import { ATTRIBUTES } from './attributes';

export type ConventionType = 'string' | 'int' | 'double' | 'boolean' | 'string[]' | 'int[]' | 'double[]' | 'boolean[]';

/** What the OpenTelemetry semantic conventions say of an attribute. */
export interface Convention {
  /** `http.request.header.<key>` where the end is free. */
  readonly name: string;
  /** The name's first segment: `db`, `http`, `messaging` … */
  readonly group: string;
  readonly stable: boolean;
  /** null where the conventions' text doesn't tell. */
  readonly type: ConventionType | null;
  /** The members of an open enumeration: other values are allowed. Empty for every other attribute. */
  readonly values: readonly string[];
  readonly examples: readonly string[];
  /** One or two sentences of Markdown without links. */
  readonly brief: string;
  /** Why it isn't used any more, or null. */
  readonly deprecated: string | null;
  /** The attribute to use in its place, where there is exactly one. */
  readonly replacement: string | null;
}

const FREE_END = '<key>';
let byName: ReadonlyMap<string, Convention> | null = null;
let all: readonly Convention[] = [];

/** Every attribute of the conventions, by name. */
export function conventions(): readonly Convention[] {
  table();
  return all;
}

/** The convention for an attribute's name; `http.request.header.accept` finds `http.request.header.<key>`. */
export function convention(name: string): Convention | undefined {
  const known = table();
  const exact = known.get(name);
  if (exact !== undefined) return exact;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const open = known.get(name.slice(0, dot + 1) + FREE_END);
    if (open !== undefined) return open;
  }
  return undefined;
}

function table(): ReadonlyMap<string, Convention> {
  if (byName === null) {
    all = ATTRIBUTES.split('\n').map(read);
    byName = new Map(all.map((attribute) => [attribute.name, attribute]));
  }
  return byName;
}

function read(row: string): Convention {
  const [name, stability, type, replacement, deprecated, brief, mark, ...values] = row.split('\t') as [
    string,
    ...string[],
  ];
  return {
    name,
    group: name.split('.', 1)[0]!,
    stable: stability === 'stable',
    type: (type || null) as ConventionType | null,
    values: mark === '=' ? values : [],
    examples: mark === '=' ? [] : values,
    brief: brief!,
    deprecated: deprecated || null,
    replacement: replacement || null,
  };
}
