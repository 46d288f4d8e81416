import { BOUND, COMMON, compared, EQUALITY, NUMBER, ORDER, SIGNAL } from './alphabet';
import { comparison, hasOperands } from './comparisons';
import { type Context, one, type Text, text, weighted } from './text';

/** Conditions as deep as is left, with searches where they may stand. */

const conditions = new Map<string, Text>();

/** One arbitrary for each place where it may stand: they nest, and would be built again and again. */
export function condition(context: Context, depth: number): Text {
  const place = JSON.stringify([context, depth]);
  const known = conditions.get(place) ?? makeCondition(context, depth);
  conditions.set(place, known);
  return known;
}

function makeCondition(context: Context, depth: number): Text {
  const { subjectLevel, ofTrace, here } = context;
  const atoms: (readonly [number, Text])[] = [];
  if (hasOperands(context)) atoms.push([subjectLevel ? 3 : 10, comparison(context)]);
  if (!subjectLevel && here) atoms.push([1, one('ok', 'not ok', 'flag', 'true')]);
  if (subjectLevel && context.bindings.length > 0) atoms.push([1, text`${one(...context.bindings)}.ok`]);
  if (context.searches && depth > 0) {
    atoms.push(
      [subjectLevel ? 8 : 1, search(context, depth, 'has')],
      [subjectLevel ? 6 : 2, aggregate(context, depth)],
    );
    if (subjectLevel) atoms.push([1, SIGNAL], [1, sequence(context, depth)]);
  }
  if (subjectLevel && ofTrace) atoms.push([1, ofRoot]);
  const atom = weighted(...atoms);
  if (depth <= 1) return atom;
  const part = condition(context, depth - 1);
  return weighted(
    [8, atom],
    [1, text`(${part} and ${part})`],
    [1, text`(${part} or ${part})`],
    [1, text`not (${part})`],
  );
}

/** One condition without others around it, so that it alone decides. */
export function alone(context: Context): Text {
  const on = text`${one('', ...context.bindings.map((b) => `${b}.`))}`;
  const by =
    context.bindings.length === 0 ? [] : [[10, text`${on}has(${COMMON}).${relation(context.bindings)}`] as const];
  return weighted([8, hasOperands(context) ? comparison(context, 6) : ofRoot], [7, aggregate(context, 1)], ...by);
}

/** What a condition on a trace may say of its root. */
const ofRoot = weighted(
  [1, text`trace:duration ${ORDER} ${one('3ms', '8ms')}`],
  [1, text`root.${one('k', 'who', 'owner')} ${EQUALITY} "a"`],
  [1, text`trace:rootName ${EQUALITY} "alpha"`],
);

const within = (context: Context): Context => ({ ...context, subjectLevel: false, here: true });

/** How a candidate stands to what a binding holds. */
function relation(bindings: readonly string[]): Text {
  const to = one(...bindings);
  const structure = one('child_of', 'parent_of', 'descendant_of', 'ancestor_of', 'sibling_of', 'same_span');
  const time = one('before', 'after', 'starts_before', 'starts_after', 'during');
  return weighted(
    [6, text`${structure}(${to})`],
    [5, text`${time}(${to})`],
    [2, text`linked_to(${to})`],
    [1, text`within(${one('0ms', '2ms')}, ${to})`],
    [1, text`between(${to}, ${to})`],
  );
}

/** `has(S)`, narrowed and bound; nested as deep as is left. */
export function search(context: Context, depth: number, method: string): Text {
  const bound = context.bindings.map((b) => `${b}.`);
  const on = one('', '', 'trace.', ...bound, ...bound);
  const name = `s${depth}`;
  const plain = condition(within(context), depth - 1);
  const renamed = condition({ ...within(context), bindings: [...context.bindings, name] }, depth - 1);
  const by = context.bindings.length === 0 ? undefined : relation(context.bindings);
  const related =
    by &&
    ([
      [3, text`${on}${method}(${SIGNAL}).${by}`],
      [1, text`${on}${method}(${SIGNAL}).${by}.where(${plain})`],
      [1, text`${on}${method}(${SIGNAL}.${by}).${by}`],
    ] as const);
  return weighted(
    [3, text`${on}${method}(${SIGNAL})`],
    [5, text`${on}${method}(${SIGNAL}).where(${plain})`],
    [1, text`${on}${method}(${SIGNAL}.where(${plain}))`],
    [1, text`${on}${method}(${SIGNAL}).where(${plain}).where(${plain})`],
    [1, text`${on}${method}(${SIGNAL} as ${name}).where(${renamed})`],
    ...(related ?? []),
  );
}

/** Each a signal, narrowed or not. */
function sequence(context: Context, depth: number): Text {
  const inner = condition(within(context), depth - 1);
  const step = weighted([3, SIGNAL], [1, text`${SIGNAL}.where(${inner})`]);
  return weighted([2, text`sequence(${step}, ${step})`], [1, text`sequence(${step}, ${step}, ${step})`]);
}

const OF_VALUES = one('sum', 'sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99', 'distinct', 'distinct', 'only');
const OF_TIMES = one('sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99', 'only');
const VALUED = one(
  'n',
  'n',
  'k',
  'v',
  'who',
  'owner',
  'field',
  'tenant_id',
  'parent.k',
  'span:childCount',
  'status',
  'link.k',
);

function aggregate(context: Context, depth: number): Text {
  const inner = condition(within(context), depth - 1);
  const anywhere = search({ ...context, bindings: [] }, depth, 'count');
  const number = context.bindings.length > 0 ? search(context, depth, 'count') : anywhere;
  const values = weighted(
    [3, text`${OF_VALUES}(${COMMON}.${VALUED})`],
    [2, text`${OF_VALUES}(${SIGNAL}.${VALUED}).where(${inner})`],
    [1, text`trace.${OF_VALUES}(${SIGNAL}.where(${inner}).${VALUED})`],
  );
  const anyOf = weighted([1, COMMON], [1, SIGNAL]);
  const rate = text`rate(${anyOf}) ${ORDER} ${one('200', '300', '500')}`;
  return weighted(
    [5, text`${number} ${ORDER} ${BOUND}`],
    [2, text`${number} ${EQUALITY} 0`],
    [1, text`${one('1', '2')} ${ORDER} ${number}`],
    [1, text`${number} ${one('in', 'not in')} ${one('[1, 2]', '[0]', 'numbers')}`],
    [8, compared(values, BOUND)],
    [1, text`${values} ${ORDER} ${values}`],
    [1, text`exists(${values})`],
    [2, text`distinct(${COMMON}.n) ${EQUALITY} ${one('1', '2')}`],
    [2, text`sum(${one('narrowed', 'grouped', 'joined')}.n) ${ORDER} ${one('0', '1', '-1')}`],
    [1, text`only(${SIGNAL}.${one('k', 'v', 'who')}) ${EQUALITY} ${one('"a"', 'word')}`],
    [2, text`share(${anyOf}, by = ${one('k', 'who', 'n')}) ${ORDER} ${one('0.5', '0.7')}`],
    [3, text`concurrent(${anyOf}) ${ORDER} ${BOUND}`],
    [3, text`gap(${anyOf}) ${ORDER} ${one('1ms', '2ms', '3ms')}`],
    [
      1,
      text`${OF_TIMES}(${anyOf}.${one('span:duration', 'duration', 'event:timeSinceStart')}) ${ORDER} ${one('1ms', '3ms', '6ms')}`,
    ],
    [1, text`max(${SIGNAL}.span:start) - min(${SIGNAL}.span:start) ${ORDER} ${one('1ms', '3ms')}`],
    [1, text`${number} ${one('+', '-', '*', '/')} ${one('2', '0')} ${ORDER} ${BOUND}`],
    [1, text`${anywhere} ${ORDER} ${anywhere}`],
    [1, text`${anywhere} / ${anywhere} ${ORDER} ${NUMBER}`],
    ...(context.windowed ? [[4, rate] as const, [1, text`rate(lasting) > 200`] as const] : []),
  );
}
