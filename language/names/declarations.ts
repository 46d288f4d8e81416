import type { Attribute, Inherited, Let, Param, Signal } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { pathName } from '../syntax/path';

export type ValueDeclaration = Let | Param | Attribute | Inherited;
export type NamedDeclaration = ValueDeclaration | Signal;

/** A declaration and the file whose names its text means. */
export interface Declared<T extends NamedDeclaration = NamedDeclaration> {
  readonly name: string;
  readonly node: T;
  readonly scope: FileScope;
}

/** Two name spaces: what stands where a signal is expected, and what stands for a value. */
export interface DeclarationTable {
  readonly signals: ReadonlyMap<string, Declared<Signal>>;
  readonly values: ReadonlyMap<string, Declared<ValueDeclaration>>;
  /** Declarations whose name the same file already has. */
  readonly duplicates: readonly Declared[];
}

/** A file's own names, then those of its explicit imports, then those of `std/otel`. */
export interface FileScope {
  readonly file: RuleFile;
  readonly own: DeclarationTable;
  /** Set once all files are known; imports may form a circle. */
  imports: readonly FileScope[];
  /** `std/otel`, which every file but itself sees. */
  std: FileScope | null;
  /** The file says that it imports std: what it then declares of std's names is meant for the whole project. */
  importsStd: boolean;
  /** Of a pack's file: what the project declares in place of its own declarations. */
  replaced: Replacements;
  /** Of a pack's file: attributes that the project's settings name, before all that its `tenant_id` means. */
  tenant: readonly string[];
}

export interface Replacements {
  readonly signals: ReadonlyMap<string, Declared<Signal>>;
  readonly values: ReadonlyMap<string, Declared<ValueDeclaration>>;
}

export const NO_REPLACEMENTS: Replacements = { signals: new Map(), values: new Map() };

export function createScope(file: RuleFile): FileScope {
  const signals = new Map<string, Declared<Signal>>();
  const values = new Map<string, Declared<ValueDeclaration>>();
  const duplicates: Declared[] = [];
  const scope: FileScope = {
    file,
    own: { signals, values, duplicates },
    imports: [],
    std: null,
    importsStd: false,
    replaced: NO_REPLACEMENTS,
    tenant: [],
  };
  for (const node of file.ast.declarations) {
    if (node.$type === 'Rule' || node.$type === 'Exempt' || node.$type === 'Test' || !node.name) continue;
    const name = pathName(node.name);
    if (node.$type === 'Signal') addTo(signals, { name, node, scope }, duplicates);
    else addTo(values, { name, node, scope }, duplicates);
  }
  return scope;
}

function addTo<T extends NamedDeclaration>(
  table: Map<string, Declared<T>>,
  declared: Declared<T>,
  duplicates: Declared[],
): void {
  if (table.has(declared.name)) duplicates.push(declared);
  else table.set(declared.name, declared);
}
