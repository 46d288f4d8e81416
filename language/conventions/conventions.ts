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
let rows: ReadonlyMap<string, string> | null = null;
const known = new Map<string, Convention>();

/** Every attribute of the conventions, by name. */
export function conventions(): readonly Convention[] {
  return [...table().keys()].map((name) => exactly(name)!);
}

/** The convention for an attribute's name; `http.request.header.accept` finds `http.request.header.<key>`. */
export function convention(name: string): Convention | undefined {
  const exact = exactly(name);
  if (exact !== undefined) return exact;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const open = exactly(name.slice(0, dot + 1) + FREE_END);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** Each row is read when it is first asked for: a small check asks for few. */
function exactly(name: string): Convention | undefined {
  const before = known.get(name);
  if (before) return before;
  const row = table().get(name);
  if (row === undefined) return undefined;
  const convention = read(row);
  known.set(name, convention);
  return convention;
}

function table(): ReadonlyMap<string, string> {
  rows ??= new Map(ATTRIBUTES.split('\n').map((row) => [row.slice(0, row.indexOf('\t')), row]));
  return rows;
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
