import { packName } from '../pack-source';
import type { DeclarationTable, Declared, FileScope, Replacements } from './declarations';

/** A declaration of the project that stands in the place of a pack's. */
export interface Replacement {
  readonly declared: Declared;
  /** What it replaces. */
  readonly of: Declared;
  /** Where another file of the project came first: that one counts. */
  readonly after: Declared | null;
}

/**
 * A file of the project that imports a pack's file and declares one of its names means: this is how it is here. The
 * pack's own rules, and whoever else sees that name, then see the project's. A pack never replaces anything.
 */
export function replaceInPacks(scopes: readonly FileScope[]): readonly Replacement[] {
  const own = scopes.filter(({ file }) => packName(file.uri) === undefined);
  const byName = own.sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1));
  const targets = new Map<FileScope, { signals: Map<string, Declared>; values: Map<string, Declared> }>();
  const replacements: Replacement[] = [];
  for (const scope of byName) {
    const std = scope.importsStd && scope.std ? [scope.std] : [];
    for (const pack of new Set([...scope.imports, ...std])) {
      if (packName(pack.file.uri) === undefined) continue;
      const tables = targets.get(pack) ?? { signals: new Map(), values: new Map() };
      targets.set(pack, tables);
      replacements.push(
        ...replaceIn(tables.signals, pack.own.signals, scope.own.signals),
        ...replaceIn(tables.values, pack.own.values, scope.own.values),
      );
    }
  }
  for (const [pack, tables] of targets) pack.replaced = tables as Replacements;
  return replacements;
}

type Table = DeclarationTable['signals'] | DeclarationTable['values'];

function replaceIn(table: Map<string, Declared>, pack: Table, project: Table): Replacement[] {
  return [...project.values()].flatMap((declared) => {
    const of = pack.get(declared.name);
    if (!of) return [];
    const after = table.get(declared.name) ?? null;
    if (!after) table.set(declared.name, declared);
    return [{ declared, of, after }];
  });
}
