import { createHash } from 'node:crypto';
import type * as ast from '../../../language/generated/ast';
import { read } from './evaluate';
import { unquote } from './names';
import type { Scope } from './reading';
import { eventOf } from './spans';
import {
  ABSENT,
  and,
  compare,
  isList,
  not,
  or,
  present,
  type Scalar,
  sameSource,
  type Truth,
  UNKNOWABLE,
  type Value,
} from './values';

type Text = (text: string, argument: Scalar) => Scalar | readonly Scalar[] | undefined;

const OF_TEXT: Readonly<Record<string, Text>> = {
  prefix: (text, n) => [...text].slice(0, Number(n)).join(''),
  split: (text, by) => (by === '' ? undefined : text.split(String(by))),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};

export const isTextFunction = (name: string): boolean => Object.hasOwn(OF_TEXT, name);

export function callOnText(scope: Scope, name: string, expr: ast.Call): Value {
  const [text, argument] = expr.args.map((a) => read(scope, a.value));
  if (text?.is !== 'present') return text ?? ABSENT;
  const given = argument?.is === 'present' ? (argument.content as Scalar) : '';
  const result = typeof text.content === 'string' ? OF_TEXT[name]!(text.content, given) : undefined;
  return result === undefined ? UNKNOWABLE : present(result, text.source);
}

/** `x[0]`, `x[-1]`; what is not there is absent. */
export function elementAt(scope: Scope, expr: ast.Index): Value {
  const list = read(scope, expr.of);
  const at = expr.at === undefined ? ABSENT : read(scope, expr.at);
  if (list.is !== 'present' || at.is !== 'present') return list.is === 'present' ? at : list;
  if (!isList(list.content)) return UNKNOWABLE;
  const element = list.content.at(Number(at.content));
  return element === undefined ? ABSENT : present(element, list.source);
}

const elements = (value: Value): readonly Scalar[] =>
  value.is !== 'present' ? [] : isList(value.content) ? value.content : [value.content as Scalar];

/** `*` is any text, `?` one character. */
export function glob(scope: Scope, expr: ast.Call): Truth {
  const [value, pattern] = expr.args.map((a) => read(scope, a.value));
  if (value?.is !== 'present' || pattern?.is !== 'present') return 'unknown';
  const parts = [...String(pattern.content)].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : literally(c)));
  return matchesSome(value, new RegExp(`^${parts.join('')}$`, 'su'));
}

function matchesSome(value: Value, pattern: RegExp): Truth {
  const texts = elements(value);
  const found = texts.some((x) => typeof x === 'string' && pattern.test(x));
  const isOneOther = value.is === 'present' && !isList(value.content) && typeof value.content !== 'string';
  return isOneOther ? 'unknown' : found;
}

const literally = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&');

export const isCallOf = (expr: ast.Expr, name: string): expr is ast.Call =>
  expr.$type === 'Call' && expr.of.$type === 'Reference' && expr.of.path === name;

/** The arguments that are written `name = value`. */
function named(scope: Scope, expr: ast.Call): Map<string, Value> {
  return new Map(
    expr.args.flatMap(({ value }) =>
      value.$type === 'Comparison' && value.operator === '=' && value.left.$type === 'Reference'
        ? [[value.left.path, read(scope, value.right)] as const]
        : [],
    ),
  );
}

/** `x matches template("a:{hole}", hole = y)` */
export function matchesTemplate(scope: Scope, left: ast.Expr, template: ast.Call): Truth {
  const value = read(scope, left);
  const [text] = template.args.map((a) => a.value);
  const given = named(scope, template);
  if (value.is !== 'present' || text?.$type !== 'StringLiteral') return 'unknown';
  if ([...given.values()].some((hole) => hole.is !== 'present')) return 'unknown';
  // a text that is looked for in what it was made of proves nothing
  const from = [...given.values()].flatMap((hole) => (hole.is === 'present' ? [...hole.source] : []));
  if (sameSource(value.source, new Set(from))) return 'unknown';
  const parts = unquote(text.value).match(/\{\w+\}|[^{}]+/g) ?? [];
  const pattern = parts.map((part, i) => {
    if (!part.startsWith('{')) return literally(part);
    const hole = given.get(part.slice(1, -1));
    if (hole !== undefined)
      return `(?:${elements(hole)
        .map((x) => literally(String(x)))
        .join('|')})`;
    const behind = parts[i + 1];
    return behind === undefined ? '.+' : `[^${literally([...behind][0]!)}]+`;
  });
  return matchesSome(value, new RegExp(`^${pattern.join('')}$`, 'su'));
}

/** `x contains any(list, except = v)` */
export function containsAny(scope: Scope, left: ast.Expr, any: ast.Call): Truth {
  const value = read(scope, left);
  const list = read(scope, any.args[0]!.value);
  if (value.is !== 'present' || list.is !== 'present') return 'unknown';
  const other = named(scope, any).get('except');
  return or(
    elements(list).map((x) => {
      // beside a list, what can't be compared doesn't match
      const contained = compare('contains', value, present(x)) === true;
      return and([contained, other === undefined || not(compare('==', present(x), other))]);
    }),
  );
}

/** `values(q) contains x`: of a span or event that dropped attributes nobody knows what is missing. */
export function valuesContain(scope: Scope, values: ast.Call, right: ast.Expr): Truth {
  const binding = values.args[0]!.value;
  const { occurrence } = scope.bindings.get(binding.$type === 'Reference' ? binding.path : '')!;
  const holder = eventOf(occurrence) ?? occurrence.span;
  const found = compare('contains', present([...holder.attributes.values()].flat() as Scalar[]), read(scope, right));
  return found === false && holder.droppedAttributes > 0 ? 'unknown' : found;
}
