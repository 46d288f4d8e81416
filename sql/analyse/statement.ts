import type { Node } from 'libpg-query';
import type { Statement } from '../batch';
import { isMark, isWord, type Token } from '../lex/token';
import type { Context } from './context';
import { buildQuery } from './query';
import { requireTable } from './table';
import { as } from './tree';

/** Statements that touch no tenant's rows, or whose rows can't leave by them. */
const HARMLESS: ReadonlySet<string> = new Set(
  `VariableSetStmt VariableShowStmt TransactionStmt CreateStmt AlterTableStmt IndexStmt CreateSchemaStmt CreateSeqStmt
   AlterSeqStmt CreateFunctionStmt AlterFunctionStmt CreateTrigStmt CreatePolicyStmt AlterPolicyStmt RuleStmt GrantStmt
   GrantRoleStmt CreateRoleStmt AlterRoleStmt AlterRoleSetStmt DropRoleStmt CommentStmt VacuumStmt ReindexStmt ClusterStmt
   CheckPointStmt DiscardStmt ListenStmt NotifyStmt UnlistenStmt LockStmt RenameStmt AlterOwnerStmt AlterObjectSchemaStmt
   CreateExtensionStmt AlterExtensionStmt CreateEnumStmt AlterEnumStmt CompositeTypeStmt CreateDomainStmt AlterDomainStmt
   CreateRangeStmt DefineStmt CreatedbStmt AlterDatabaseStmt AlterDatabaseSetStmt AlterSystemStmt DeallocateStmt
   ClosePortalStmt ConstraintsSetStmt CreatePLangStmt CreateStatsStmt AlterStatsStmt AlterDefaultPrivilegesStmt SecLabelStmt
   CreateTableSpaceStmt CreatePublicationStmt AlterPublicationStmt CreateSubscriptionStmt AlterSubscriptionStmt
   CreateForeignServerStmt CreateFdwStmt CreateUserMappingStmt CreateForeignTableStmt CreateEventTrigStmt LoadStmt
   CreateCastStmt CreateConversionStmt CreateOpClassStmt CreateOpFamilyStmt CreateAmStmt CreateTransformStmt
   AlterObjectDependsStmt AlterOpFamilyStmt AlterOperatorStmt AlterTypeStmt AlterCollationStmt AlterEventTrigStmt
   AlterTSConfigurationStmt AlterTSDictionaryStmt AlterTableSpaceOptionsStmt AlterTableMoveAllStmt DropdbStmt
   DropTableSpaceStmt DropUserMappingStmt DropSubscriptionStmt ReassignOwnedStmt AlterForeignServerStmt AlterFdwStmt
   AlterUserMappingStmt ReplicaIdentityStmt`.split(/\s+/),
);

/** First words of statements that PostgreSQL doesn't have and that touch no rows. */
const HARMLESS_WORDS: ReadonlySet<string> = new Set(
  `set use show describe desc pragma begin start commit rollback savepoint release end kill flush lock unlock grant revoke
   analyze optimize vacuum reindex print declare go alter create rename comment deny checkpoint detach reset abort
   xa waitfor`.split(/\s+/),
);

/** Reads one statement of a batch. */
export function buildStatement(context: Context, statement: Statement): void {
  for (const { what, offset } of statement.translation.doubts) context.doubtAt(what, offset);
  if (statement.tree === undefined) utility(context, statement);
  else tree(context, statement.tree);
  const { upsert } = statement.translation;
  if (upsert) context.unreadableAt(`${upsert.what} may write another row, whose key isn't known`, upsert.offset);
}

function tree(context: Context, node: Node): void {
  const inner = queryOf(node);
  const [kind = ''] = Object.keys(node);
  const drop = as(node, 'DropStmt');
  const truncate = as(node, 'TruncateStmt');
  const copy = as(node, 'CopyStmt');
  if (inner) buildQuery(context, inner, undefined, undefined, context.root);
  else if (truncate) whole(context, truncate.relations ?? []);
  else if (drop) dropped(context, drop.removeType, drop.objects ?? []);
  else if (copy?.relation && !copy.is_from) whole(context, [{ RangeVar: copy.relation }]);
  else if (as(node, 'ViewStmt')) context.unreadable('a view is defined, whose uses matter', undefined);
  else if (!HARMLESS.has(kind)) context.unreadable(`what ${words(kind)} touches can't be seen`, undefined);
}

/** The query that a statement of another kind runs. */
function queryOf(node: Node): Node | undefined {
  const copy = as(node, 'CopyStmt');
  const query =
    as(node, 'ExplainStmt')?.query ??
    as(node, 'PrepareStmt')?.query ??
    as(node, 'DeclareCursorStmt')?.query ??
    as(node, 'CreateTableAsStmt')?.query ??
    copy?.query;
  if (query) return queryOf(query) ?? query;
  const kind = Object.keys(node)[0] ?? '';
  return /^(Select|Insert|Update|Delete|Merge)Stmt$/.test(kind) ? node : undefined;
}

function whole(context: Context, relations: readonly Node[]): void {
  for (const relation of relations) {
    const range = as(relation, 'RangeVar');
    if (range) requireTable(context, range, 'written', context.root);
  }
}

/** Dropping a table drops every tenant's rows. */
function dropped(context: Context, type: string | undefined, objects: readonly Node[]): void {
  if (type === 'OBJECT_SCHEMA') context.unreadable('a schema is dropped with what is in it', undefined);
  if (type !== 'OBJECT_TABLE' && type !== 'OBJECT_MATVIEW') return;
  for (const object of objects) {
    const names = (as(object, 'List')?.items ?? []).map((each) => as(each, 'String')?.sval ?? '');
    const schema = names.at(-2);
    const range = { relname: names.at(-1) ?? '', ...(schema === undefined ? {} : { schemaname: schema }) };
    requireTable(context, range, 'written', context.root);
  }
}

/** What PostgreSQL can't parse: known by its first word, unless there is a query in it. */
function utility(context: Context, { tokens, problem }: Statement): void {
  const [first] = tokens;
  const word = first?.kind === 'word' ? first.value : '';
  // in PL/SQL and T-SQL blocks begin and end with the words of transactions
  const block = /^(begin|end|start)$/.test(word) && (tokens.length > 4 || tokens.some((token) => isMark(token, '(')));
  const known = HARMLESS_WORDS.has(word) && !block && !tokens.some(isQueryWord);
  if (!known) context.unreadableAt(problem?.what ?? 'the statement is not understood', problem?.offset ?? 0);
}

function isQueryWord(token: Token): boolean {
  return isWord(token, 'select', 'insert', 'update', 'delete', 'merge', 'exec', 'execute', 'call', 'replace', 'drop');
}

function words(kind: string): string {
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
