import type { Signal } from '../generated/ast';
import type { Declared, FileScope, NamedDeclaration, ValueDeclaration } from './declarations';

/** One declaration, none, or the several that explicit imports bring under one name. */
export type Found<T extends NamedDeclaration> = {
  readonly declared: Declared<T> | null;
  readonly ambiguous: readonly Declared<T>[];
};

/**
 * Own file hides explicit imports hides std; equal names from two imports are ambiguous. What the project declares in place
 * of a pack's declaration is found wherever that would be.
 */
export function lookUpSignal(scope: FileScope, name: string): Found<Signal> {
  return lookUp(scope, ({ own, replaced }) => replaced.signals.get(name) ?? own.signals.get(name));
}

export function lookUpValue(scope: FileScope, name: string): Found<ValueDeclaration> {
  return lookUp(scope, ({ own, replaced }) => replaced.values.get(name) ?? own.values.get(name));
}

function lookUp<T extends NamedDeclaration>(
  scope: FileScope,
  get: (scope: FileScope) => Declared<T> | undefined,
): Found<T> {
  const own = get(scope);
  if (own) return { declared: own, ambiguous: [] };
  const imported = [...new Set(scope.imports.map(get).filter((found) => found !== undefined))];
  if (imported.length > 1) return { declared: imported[0]!, ambiguous: imported };
  return { declared: imported[0] ?? (scope.std ? get(scope.std) : undefined) ?? null, ambiguous: [] };
}

/** Every name that can be used in a file, own names first; for completion. */
export function visibleDeclarations(scope: FileScope): Declared[] {
  const seen = new Set<string>();
  const visible: Declared[] = [];
  for (const from of [scope, ...scope.imports, ...(scope.std ? [scope.std] : [])]) {
    for (const declared of [...from.own.signals.values(), ...from.own.values.values()]) {
      const key = `${declared.node.$type === 'Signal' ? 'signal' : 'value'} ${declared.name}`;
      if (!seen.has(key)) visible.push(declared);
      seen.add(key);
    }
  }
  return visible;
}
