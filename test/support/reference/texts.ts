import type * as ast from '../../../language/generated/ast';
import { read } from './evaluate';
import { nameOf, namesOf, unquote } from './names';
import type { Scope } from './reading';
import type { Rule } from './rule';
import {
  type Content,
  isList,
  isPinned,
  isRecord,
  type Numeric,
  type Pinned,
  type Quantity,
  type Value,
} from './values';

/** What is said of a listed verdict. `scope` is that of its obligations; names alone are read on its first witness. */
export function textsOf({ written, id }: Rule, scope: Scope): { message: string; context: readonly string[] } {
  const { metadata, title } = written;
  const [message] = metadata.flatMap((m) => (m.$type === 'Message' ? [filled(scope, m.text)] : []));
  const fields = metadata.flatMap((m) => (m.$type === 'Context' ? m.fields : []));
  return {
    message: message ?? (title === undefined ? id : unquote(title)),
    context: fields.map(({ name, value }) => `${nameOf(name)}=${inContext(scope, value)}`),
  };
}

/** Every expression in what a rule says. */
export function expressionsIn({ metadata }: ast.Rule): ast.Expr[] {
  const inText = (literal: string): ast.Expr[] =>
    [...unquote(literal).matchAll(HOLE)].flatMap(([, hole]) => (hole === undefined ? [] : [expressionOf(hole)]));
  return metadata.flatMap((m) => {
    if (m.$type === 'Message') return inText(m.text);
    if (m.$type === 'Recommend') return m.texts.flatMap(inText);
    const values = m.$type === 'Context' ? m.fields.map(({ value }) => value) : [];
    return values.flatMap((value) => (value.$type === 'StringLiteral' ? inText(value.value) : [value]));
  });
}

const HOLE = /\{\{|\{([^{}]*)\}/g;

/** A text with each `{expression}` replaced by its value; `{{` is a brace. */
const filled = (scope: Scope, literal: string): string =>
  unquote(literal).replace(HOLE, (_, hole?: string) =>
    hole === undefined ? '{' : textOf(read(scope, expressionOf(hole))),
  );

function expressionOf(text: string): ast.Expr {
  const [declaration] = namesOf(`let x = ${text}`).own as [ast.Let];
  return declaration.value;
}

function inContext(scope: Scope, value: ast.Expr): string {
  if (value.$type === 'StringLiteral') return filled(scope, value.value);
  const found = read(scope, value);
  return found.is === 'present' && isList(found.content) ? `[${written(found.content)}]` : textOf(found);
}

const textOf = (value: Value): string => (value.is === 'present' ? written(value.content) : '(absent)');

function written(x: Content): string {
  if (isList(x)) return x.map(written).join(', ');
  if (isRecord(x)) return `{${[...x].map(([key, part]) => `${key}: ${written(part)}`).join(', ')}}`;
  if (typeof x !== 'object') return String(x);
  return isPinned(x) ? pinnedText(x) : quantityText(x);
}

/** What is known, then that more isn't recorded, then that some table has nothing. */
const pinnedText = ({ values, more, everywhere }: Pinned): string =>
  [...new Set(values.map(written)), ...(more ? ['(not recorded)'] : []), ...(everywhere ? [] : ['(nothing)'])].join(
    ', ',
  );

function quantityText({ kind, low, high }: Quantity): string {
  const one = (n: Numeric): string =>
    kind === 'number' ? String(n) : kind === 'duration' ? durationText(BigInt(n)) : instantText(BigInt(n));
  if (low === high) return one(low);
  if (high === Infinity) return `at least ${one(low)}`;
  return low === -Infinity ? `at most ${one(high)}` : `${one(low)} to ${one(high)}`;
}

const UNITS = { d: 86_400e9, h: 3_600e9, min: 60e9, s: 1e9, ms: 1e6, us: 1e3, ns: 1 };

/** In the largest unit of which it is a whole number below 1,000, else in seconds or the part of one that it reaches. */
function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 0n) return `-${durationText(-nanoseconds)}`;
  const units = Object.entries(UNITS).map(([name, size]) => [name, BigInt(size)] as const);
  const [whole, size] = units.find(([, n]) => nanoseconds % n === 0n)!;
  if (nanoseconds / size < 1000n) return `${nanoseconds / size}${whole}`;
  const [unit, parts] = units.find(([name, n]) => name.endsWith('s') && nanoseconds >= n)!;
  const rest = String(nanoseconds % parts).padStart(String(parts).length - 1, '0');
  return `${`${nanoseconds / parts}.${rest}`.replace(/\.?0*$/, '')}${unit}`;
}

const instantText = (nanoseconds: bigint): string =>
  new Date(Number(nanoseconds / 1_000_000n))
    .toISOString()
    .replace(/\d{3}Z$/, `${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}Z`);
