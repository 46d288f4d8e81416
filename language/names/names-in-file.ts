import type { PackSource } from '../pack-source';
import type { RuleFile } from '../rule-file';
import { createScope, type FileScope } from './declarations';
import { type LoadImport, ScopeGraph } from './imports';

/** Where the declarations of other files come from. */
export interface NameSource {
  readonly packs: PackSource;
  readonly loadImport: LoadImport;
}

/** What names mean in one file; `hasAllImports` is false where some are not known. */
export function namesIn(file: RuleFile, source?: NameSource): { scope: FileScope; hasAllImports: boolean } {
  if (!source) return { scope: createScope(file), hasAllImports: false };
  const graph = new ScopeGraph([file], source.packs, source.loadImport);
  const scope = graph.of(file);
  return { scope, hasAllImports: scope.std !== null && graph.missing.every((missing) => missing.scope !== scope) };
}
