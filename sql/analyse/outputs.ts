import type { Node, ResTarget, SelectStmt } from 'libpg-query';
import { TOP_MARK } from '../translate/statement';
import { as, folded, strings, walk } from './tree';

/** Aggregates by name; those of other makes are seen by their syntax or not at all. */
export const AGGREGATES =
  /^(count|sum|avg|min|max|any_value|array_agg|string_agg|jsonb?_(object_)?agg|json_(array|object)agg|bool_(and|or)|every|bit_(and|or|xor)|stddev.*|std|var(iance|_pop|_samp)|group_concat|listagg|total|percentile_.*|mode|corr|covar_.*|regr_.*|xmlagg|range_agg|count_big|stdev.*|varp?|checksum_agg|approx_count_distinct|string_agg_distinct|median|rank|dense_rank|json_group_(array|object))$/;

/** What of a SELECT decides whether a filter on its result is a filter on its rows. */
export interface Shape {
  readonly limited: boolean;
  readonly aggregated: boolean;
  readonly grouped: boolean;
  readonly groupingSets: boolean;
  readonly windows: readonly (readonly Node[])[];
  readonly distinctOn: readonly Node[] | undefined;
}

/** The select list without the mark that stands for TOP, and whether that was there. */
export function targetsOf(select: SelectStmt): { targets: readonly ResTarget[]; top: Node | undefined } {
  const targets = (select.targetList ?? [])
    .map((node) => as(node, 'ResTarget'))
    .filter((target) => target !== undefined);
  const call = as(targets[0]?.val, 'FuncCall');
  if (strings(call?.funcname).at(-1) !== TOP_MARK) return { targets, top: undefined };
  return { targets: targets.slice(1), top: call?.args?.[0] };
}

export function shapeOf(select: SelectStmt): Shape {
  const { targets, top } = targetsOf(select);
  let aggregated = false;
  let rownum = false;
  const windows: Node[][] = [];
  walk([targets, select.havingClause, select.sortClause], (kind, content) => {
    if (kind !== 'FuncCall') return kind !== 'SubLink';
    const name = folded(strings(content.funcname as Node[]).at(-1) ?? '');
    const window = content.over as { name?: string; refname?: string; partitionClause?: Node[] } | undefined;
    if (window) windows.push(partitionOf(select, window));
    else
      aggregated ||=
        AGGREGATES.test(name) ||
        Boolean(content.agg_star ?? content.agg_distinct ?? content.agg_filter ?? content.agg_order);
    return true;
  });
  walk([targets, select.whereClause], (kind, content) => {
    const field = kind === 'ColumnRef' ? as((content.fields as Node[])[0], 'String')?.sval : undefined;
    rownum ||= field !== undefined && folded(field) === 'rownum';
    return kind !== 'SubLink';
  });
  const on = select.distinctClause?.filter((node) => Object.keys(node).length > 0);
  return {
    limited: top !== undefined || rownum || select.limitCount !== undefined || select.limitOffset !== undefined,
    aggregated,
    grouped: (select.groupClause?.length ?? 0) > 0,
    groupingSets: (select.groupClause ?? []).some((node) => as(node, 'GroupingSet') !== undefined),
    windows,
    distinctOn: on && on.length > 0 ? on : undefined,
  };
}

function partitionOf(
  select: SelectStmt,
  window: { name?: string; refname?: string; partitionClause?: Node[] },
): Node[] {
  const name = window.refname ?? window.name;
  if (window.partitionClause || name === undefined) return window.partitionClause ?? [];
  const definition = (select.windowClause ?? [])
    .map((each) => as(each, 'WindowDef'))
    .find((each) => each?.name === name);
  return definition?.partitionClause ?? [];
}
