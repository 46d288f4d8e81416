import type { ValuePlan } from '../../engine';
import type { FileScope } from '../names/declarations';
import { lookUpValue } from '../names/lookup';
import { type Context, type FileContext, fileContext, NO_TABLES, type ProjectTables, type TableList } from './context';
import { constantNamed } from './names';

/** A let or param of the file, or of what it imports; else the project's. */
export function tablesNamed(name: TableList, context: Context): ValuePlan | null {
  const { declared } = lookUpValue(context.scope, name);
  if (declared && context.declaring.includes(declared.node)) return null;
  return (declared && constantNamed(name, declared.node, context)) ?? context.tables[name];
}

/** What the first of the project's files that has such a list says. */
export function projectTables(
  scopes: readonly FileScope[],
  shared: Omit<FileContext, 'scope' | 'tables'>,
): ProjectTables {
  const listed = (name: TableList): ValuePlan | null => {
    const scope = scopes.find(({ own }) => own.values.has(name));
    if (!scope) return null;
    const context = fileContext({ ...shared, scope, tables: NO_TABLES });
    return constantNamed(name, scope.file.ast, context);
  };
  return { multi_tenant_tables: listed('multi_tenant_tables'), rls_tables: listed('rls_tables') };
}

/** Equal for equal lists. */
export function tablesKey(tables: ProjectTables): string {
  return JSON.stringify(tables, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return part instanceof Map ? [...part] : part;
  });
}
