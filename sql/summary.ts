import type { Node, RangeVar } from 'libpg-query';
import { literalOf } from './analyse/single-value';
import { as, folded, strings, walk } from './analyse/tree';
import type { Statement } from './batch';
import { isMark, isWord } from './lex/token';
import { nameOf } from './schema';
import { TOP_MARK } from './translate/statement';
import type { SqlValue } from './value';

/** What a statement says, apart from any tenant. */
export interface Summary {
  readonly operation: string;
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  readonly literals: readonly SqlValue[];
  readonly limit: SqlValue | undefined;
  readonly alters: readonly string[];
}

export function summarise(statement: Statement): Summary {
  const { tree, tokens } = statement;
  const operation = operationOf(statement);
  const alters = altered(statement, operation);
  if (tree === undefined) return { operation, tables: alters, columns: [], literals: [], limit: undefined, alters };
  const tables = new Set<string>();
  const columns = new Set<string>();
  const literals: SqlValue[] = [];
  const ctes = new Set<string>();
  const aliases = new Set<string>();
  walk(tree, (kind, content) => {
    if (kind === 'CommonTableExpr') ctes.add(folded(String(content.ctename)));
    if (kind === 'RangeVar' && content.alias) aliases.add(folded((content as RangeVar).alias?.aliasname ?? ''));
    return true;
  });
  const table = (range: RangeVar) => {
    if (range.relname === undefined || range.relname.startsWith('\u0001')) return;
    if (range.schemaname === undefined && ctes.has(folded(range.relname))) return;
    tables.add(nameOf({ schema: range.schemaname, name: range.relname }));
  };
  walk(tree, (kind, content) => {
    const range = content as RangeVar;
    // T-SQL and MySQL name the alias of a table in FROM there
    const isAlias = kind === 'relation' && !range.alias && aliases.has(folded(range.relname ?? ''));
    if ((kind === 'RangeVar' || kind === 'relation' || kind === 'rel') && !isAlias) table(range);
    if (kind === 'ColumnRef') columns.add(as((content.fields as Node[]).at(-1), 'String')?.sval ?? '*');
    if (kind === 'A_Const') literals.push(...[literalOf({ A_Const: content })].filter((value) => value !== undefined));
    if (kind === 'ResTarget' && /^(INSERT|UPDATE|MERGE)$/.test(operation) && typeof content.name === 'string') {
      columns.add(as((content.indirection as Node[] | undefined)?.at(-1), 'String')?.sval ?? content.name);
    }
    return true;
  });
  for (const name of alters) tables.add(name);
  const limit = limitOf(statement, tokens.length > 0 ? tree : undefined);
  return { operation, tables: [...tables], columns: [...columns], literals, limit, alters };
}

/** SELECT, INSERT, UPDATE, DELETE, MERGE, or the first word; the statement behind WITH and EXPLAIN counts. */
function operationOf({ tree, tokens }: Statement): string {
  const explained = as(tree, 'ExplainStmt')?.query ?? tree;
  const kind = /^(Select|Insert|Update|Delete|Merge)Stmt$/.exec(Object.keys(explained ?? {})[0] ?? '')?.[1];
  if (kind !== undefined && explained === tree) return kind.toUpperCase();
  const first = tokens.find((token) => !isMark(token, '('));
  return (first?.kind === 'word' ? first.value : '').toUpperCase();
}

const STRUCTURE = /^(CREATE|ALTER|DROP|TRUNCATE|RENAME)$/;

/** The tables and other things whose structure or protection a statement changes. */
function altered({ tree, tokens }: Statement, operation: string): string[] {
  if (!STRUCTURE.test(operation)) return [];
  const names = new Set<string>();
  const ranges = (node: unknown) =>
    walk(node, (kind, content) => {
      const range = content as RangeVar;
      if ((kind === 'relation' || kind === 'RangeVar' || kind === 'table') && range.relname) {
        names.add(nameOf({ schema: range.schemaname, name: range.relname }));
      }
      return kind !== 'query' && kind !== 'constraints' && kind !== 'Constraint';
    });
  ranges(tree);
  for (const object of as(tree, 'DropStmt')?.objects ?? []) {
    const parts = strings(as(object, 'List')?.items ?? [object]);
    const name = parts.filter((part) => part !== '').join('.');
    if (name !== '')
      names.add(as(tree, 'DropStmt')?.removeType === 'OBJECT_POLICY' ? parts.slice(0, -1).join('.') : name);
  }
  if (names.size > 0 || tree !== undefined) return [...names];
  const at = tokens.findIndex((token) => isWord(token, 'table', 'view', 'on'));
  const skipped = tokens.slice(at + 1).filter((token) => !isWord(token, 'if', 'not', 'exists'));
  const name = skipped[0];
  return at >= 0 && name && (name.kind === 'word' || name.kind === 'quoted') ? [name.value] : [];
}

/** The outermost LIMIT, FETCH or TOP. */
function limitOf({ emitted, translation }: Statement, tree: Node | undefined): SqlValue | undefined {
  const token = translation.limit;
  if (token?.kind === 'number') return { kind: 'literal', value: token.text, text: token.text };
  const select = as(tree, 'SelectStmt') ?? as(as(tree, 'InsertStmt')?.selectStmt, 'SelectStmt');
  const call = as(as(select?.targetList?.[0], 'ResTarget')?.val, 'FuncCall');
  const top = strings(call?.funcname).at(-1) === TOP_MARK ? call?.args?.[0] : undefined;
  const count = select?.limitCount ?? top;
  if (count === undefined) return undefined;
  const parameter = as(count, 'ParamRef');
  return parameter ? emitted.parameters[(parameter.number ?? 0) - 1] : literalOf(count);
}
