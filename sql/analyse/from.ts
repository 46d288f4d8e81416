import type { JoinExpr, Node, RangeFunction, RangeSubselect } from 'libpg-query';
import type { Context } from './context';
import type { Facts } from './facts';
import { type Level, newLevel, resolve, type Source } from './names';
import { buildQuery } from './query';
import { closedRows, renamed, sourceOf } from './rows';
import { queriesIn } from './sublink';
import { tableSource } from './table';
import { as, folded, strings } from './tree';

/** A FROM item: what it offers, and the joins it is made of. */
export type Joined =
  | { readonly kind: 'leaf'; readonly sources: readonly Source[] }
  | {
      readonly kind: 'join';
      readonly join: JoinExpr;
      readonly left: Joined;
      readonly right: Joined;
      readonly sources: readonly Source[];
      /** What its ON sees. */
      readonly level: Level;
    };

/** Makes the sources of a FROM item and adds them to the level, where LATERAL sees those before it. */
export function readFrom(context: Context, node: Node, level: Level, facts: Facts): Joined {
  const join = as(node, 'JoinExpr');
  if (join) return readJoin(context, join, level, facts);
  const source = leafOf(context, node, level, facts);
  level.sources.push(source);
  return { kind: 'leaf', sources: [source] };
}

function readJoin(context: Context, join: JoinExpr, level: Level, facts: Facts): Joined {
  const before = level.sources.length;
  const left = readFrom(context, join.larg!, level, facts);
  const right = readFrom(context, join.rarg!, level, facts);
  const inner: Level = { ...newLevel(level.outer, level.ctes), sources: [...left.sources, ...right.sources] };
  const alias = join.alias?.aliasname;
  if (alias === undefined) return { kind: 'join', join, left, right, sources: inner.sources, level: inner };
  // an alias hides the names inside
  const whole: Source = {
    id: context.newSource(),
    alias: folded(alias),
    has: () => 'maybe',
    node: (column) => resolve(context, { ...inner, outer: undefined }, [column], undefined),
  };
  level.sources.splice(before, level.sources.length, whole);
  return { kind: 'join', join, left, right, sources: [whole], level: inner };
}

function leafOf(context: Context, node: Node, level: Level, facts: Facts): Source {
  const table = as(node, 'RangeVar');
  if (table) return tableSource(context, table, level, facts);
  const query = as(node, 'RangeSubselect');
  if (query) return derived(context, query, level, facts);
  const call = as(node, 'RangeFunction');
  if (call) return functionSource(context, call, level, facts);
  const sample = as(node, 'RangeTableSample');
  if (sample?.relation) return leafOf(context, sample.relation, level, facts);
  const table2 = as(node, 'RangeTableFunc') ?? as(node, 'JsonTable');
  if (table2 === undefined) context.unreadable('something in FROM that is not understood', undefined);
  queriesIn(context, node, level, facts);
  const id = context.newSource();
  const alias = table2 && 'alias' in table2 ? table2.alias?.aliasname : undefined;
  return { id, alias: alias && folded(alias), has: () => 'no', node: () => undefined };
}

/** A derived table; only LATERAL sees what is beside it. */
function derived(context: Context, query: RangeSubselect, level: Level, facts: Facts): Source {
  const outer = query.lateral ? { ...level, sources: [...level.sources] } : level.outer;
  const rows = context.scoped(facts, (inner) => buildQuery(context, query.subquery, outer, level.ctes, inner));
  return sourceOf(renamed(rows, strings(query.alias?.colnames)), query.alias?.aliasname);
}

/** Functions of the products that read nothing but their arguments. */
const HARMLESS =
  /^(generate_series|generate_subscripts|unnest|string_to_table|regexp_(matches|split_to_table)|jsonb?_(each|each_text|array_elements|array_elements_text|object_keys|to_recordset|to_record|populate_recordset|populate_record|path_query)|json_table|json_tree|json_each|openjson|string_split|current_setting|now|pg_[a-z_]+|ts_stat|xmltable|table|splitstring)$/;

function functionSource(context: Context, range: RangeFunction, level: Level, facts: Facts): Source {
  const calls = (range.functions ?? []).map((each) => as(as(each, 'List')?.items?.[0], 'FuncCall'));
  const names = calls.map((call) => folded(strings(call?.funcname).at(-1) ?? ''));
  names.forEach((name, i) => {
    if (!HARMLESS.test(name))
      context.unreadable(`what the function ${name || 'in FROM'} reads can't be seen`, calls[i]?.location);
  });
  queriesIn(context, range.functions, level, facts);
  const alias = range.alias?.aliasname ?? names[0];
  const defined = (range.coldeflist ?? []).map((each) => folded(as(each, 'ColumnDef')?.colname ?? ''));
  const aliases = strings(range.alias?.colnames).map(folded);
  const columns = defined.length > 0 ? defined : aliases.length > 0 ? aliases : [alias ?? '', 'value', 'key'];
  const id = context.newSource();
  return sourceOf(
    closedRows(id, columns, (index) => context.node(id, `#${index}`)),
    alias,
  );
}
