import type { Node, ResTarget, SelectStmt } from 'libpg-query';
import type { Context } from './context';
import type { Facts, NodeId } from './facts';
import { type Level, newLevel, resolve, type Source } from './names';
import { type Operand, operandOf } from './operand';
import { type Shape, shapeOf } from './outputs';
import { closedRows, type Rows } from './rows';
import { as, folded, strings } from './tree';

/** The result of a SELECT: pins of its rows pass to it, and pins of it pass to its rows where filters commute with it. */
export function selectRows(
  context: Context,
  select: SelectStmt,
  targets: readonly ResTarget[],
  level: Level,
  facts: Facts,
): Rows {
  const shape = shapeOf(select);
  const id = context.newSource();
  const keys = shape.grouped ? groupKeys(context, select, level, facts) : undefined;
  const passes = (node: NodeId) => commutes(context, shape, keys, level, facts, node);
  const carry = (name: string, inner: NodeId): NodeId => {
    const node = context.node(id, name);
    facts.rules.push({ from: [inner], to: node });
    if (passes(inner)) facts.rules.push({ from: [node], to: inner });
    return node;
  };
  const operands = targets.map(({ val }) =>
    isStar(val) ? undefined : operandOf(context, resultOf(val), level, facts),
  );
  const at = (index: number) => output(context, id, index, operands[index], carry, facts);
  if (operands.every((operand) => operand !== undefined)) return closedRows(id, targets.map(nameOfTarget), at);
  return starred(context, id, targets, level, at, carry);
}

function isStar(node: Node | undefined): boolean {
  return as(as(node, 'ColumnRef')?.fields?.at(-1), 'A_Star') !== undefined;
}

/** The extremes of one value are that value. */
function resultOf(node: Node | undefined): Node | undefined {
  const call = as(node, 'FuncCall');
  const extreme = /^(min|max|any_value)$/.test(folded(strings(call?.funcname).at(-1) ?? ''));
  return extreme && !call?.over && call?.args?.length === 1 ? call.args[0] : node;
}

function output(
  context: Context,
  id: number,
  index: number,
  operand: Operand | undefined,
  carry: (name: string, inner: NodeId) => NodeId,
  facts: Facts,
): NodeId | undefined {
  if (operand === undefined) return undefined;
  const doubt = 'doubt' in operand ? operand.doubt : undefined;
  if (doubt !== undefined) context.doubt(doubt, undefined);
  if (doubt !== undefined && !context.optimistic) return undefined;
  if (operand.kind === 'column') return carry(`#${index}`, operand.node);
  const node = context.node(id, `#${index}`);
  if (operand.kind === 'value') facts.pins.push({ node, value: operand.value });
  const first = operand.kind === 'query' ? operand.rows.at(0) : undefined;
  if (first !== undefined) facts.rules.push({ from: [first], to: node });
  return node;
}

function nameOfTarget({ name, val }: ResTarget): string {
  if (name !== undefined) return folded(name);
  const column = as(as(val, 'TypeCast')?.arg ?? val, 'ColumnRef');
  const call = as(val, 'FuncCall');
  return folded(as(column?.fields?.at(-1), 'String')?.sval ?? strings(call?.funcname).at(-1) ?? '');
}

/** A select list with a `*`: columns are known by name. */
function starred(
  context: Context,
  id: number,
  targets: readonly ResTarget[],
  level: Level,
  at: (index: number) => NodeId | undefined,
  carry: (name: string, inner: NodeId) => NodeId,
): Rows {
  const named = targets.map((target) => (isStar(target.val) ? undefined : nameOfTarget(target)));
  const sources = targets.filter(({ val }) => isStar(val)).flatMap(({ val }) => starSources(val, level));
  const inner: Level = { ...newLevel(undefined, level.ctes), sources: [...new Set(sources)], merged: level.merged };
  const made = new Map<string, NodeId | undefined>();
  const node = (column: string): NodeId | undefined => {
    if (named.includes(column)) return at(named.indexOf(column));
    if (!made.has(column)) {
      const found = resolve(context, inner, [column], undefined);
      made.set(column, found === undefined ? undefined : carry(column, found));
    }
    return made.get(column);
  };
  const names = starNames(inner.sources, targets, named);
  const leading = named.indexOf(undefined);
  return {
    id,
    names,
    has: (column) => {
      if (named.includes(column) || inner.merged.has(column)) return 'yes';
      const each = inner.sources.map((source) => source.has(column));
      return each.includes('yes') ? 'yes' : each.includes('maybe') ? 'maybe' : 'no';
    },
    node,
    at: (index) => {
      const name = names?.[index];
      return name !== undefined ? node(name) : index < leading ? at(index) : undefined;
    },
  };
}

function starSources(node: Node | undefined, level: Level): readonly Source[] {
  const fields = as(node, 'ColumnRef')?.fields ?? [];
  if (fields.length < 2) return level.sources;
  const qualifier = folded(as(fields.at(-2), 'String')?.sval ?? '');
  return level.sources.filter(({ alias }) => alias === qualifier);
}

/** All names, where the only `*` is of one source whose columns are known. */
function starNames(
  sources: readonly Source[],
  targets: readonly ResTarget[],
  named: readonly (string | undefined)[],
): readonly string[] | undefined {
  const [only, ...more] = sources;
  const stars = targets.filter(({ val }) => isStar(val)).length;
  if (only?.names === undefined || more.length > 0 || stars !== 1) return undefined;
  return named.flatMap((name) => (name === undefined ? (only.names ?? []) : [name]));
}

/** The nodes that a SELECT groups by: columns, their positions and their names in the select list. */
export function groupKeys(context: Context, select: SelectStmt, level: Level, facts: Facts): Set<NodeId> {
  const keys = new Set<NodeId>();
  for (const item of select.groupClause ?? []) {
    const position = as(item, 'A_Const')?.ival;
    const target = position
      ? as(select.targetList?.[(position.ival ?? 0) - 1], 'ResTarget')?.val
      : byName(select, item);
    const column = target ?? item;
    if (!as(column, 'ColumnRef')) continue;
    const operand = operandOf(context, column, level, facts);
    if (operand.kind === 'column' && operand.doubt === undefined) keys.add(operand.node);
  }
  return keys;
}

function byName(select: SelectStmt, item: Node): Node | undefined {
  const [field, ...more] = as(item, 'ColumnRef')?.fields ?? [];
  const name = as(field, 'String')?.sval;
  if (name === undefined || more.length > 0) return undefined;
  const target = (select.targetList ?? []).map((each) => as(each, 'ResTarget')).find((each) => each?.name === name);
  // GROUP BY prefers a column of that name to an alias; only an alias of the very column can't differ from it
  const column = as(target?.val, 'ColumnRef')?.fields?.at(-1);
  return as(column, 'String')?.sval === name ? target?.val : undefined;
}

/** Whether keeping the results with one value of a node is the same as keeping the rows with it. */
function commutes(
  context: Context,
  shape: Shape,
  keys: ReadonlySet<NodeId> | undefined,
  level: Level,
  facts: Facts,
  node: NodeId,
): boolean {
  if (shape.limited || shape.groupingSets) return false;
  if (shape.grouped && !keys?.has(node)) return false;
  if (shape.aggregated && !shape.grouped) return false;
  const within = (list: readonly Node[]) =>
    list.some((each) => {
      const operand = as(each, 'ColumnRef') ? operandOf(context, each, level, facts) : undefined;
      return operand?.kind === 'column' && operand.node === node;
    });
  return shape.windows.every(within) && (shape.distinctOn === undefined || within(shape.distinctOn));
}
