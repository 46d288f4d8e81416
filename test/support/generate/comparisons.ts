import fc from 'fast-check';
import { ATTRIBUTE, compared, EQUALITY, LIST, LITERAL, MEMBERSHIP, NAVIGATED, NUMBER, ORDER, STRING } from './alphabet';
import { type Context, one, type Text, text, weighted } from './text';

/** Conditions on one occurrence. */

const TESTS = one('contains', 'starts_with', 'ends_with');

/** What may stand before a name: nothing where bare names are read on an occurrence, else a binding. */
const prefixes = ({ here, bindings }: Context): string[] => [...(here ? [''] : []), ...bindings.map((b) => `${b}.`)];

export const hasOperands = (context: Context): boolean => prefixes(context).length > 0 || context.keys.length > 0;

function operand(context: Context): Text {
  const on = prefixes(context).map((b) => text`${b}${weighted([8, ATTRIBUTE], [3, NAVIGATED])}`);
  const keys = context.keys.length > 0 && !context.here ? [one(...context.keys)] : [];
  const name = fc.oneof(...on, ...keys);
  return weighted(
    [12, name],
    [1, text`(${name} ?? ${name})`],
    [2, text`${one('lower', 'upper', 'string', 'sha256')}(${name})`],
    [1, text`template("${one('{t}', '{t}:1', 'a:{t}')}", t = ${name})`],
  );
}

/** What is a number whatever it is made of: it compares with numbers only. */
const calculated = (value: Text): Text =>
  weighted(
    [2, text`number(${value})`],
    [3, text`${value} ${one('+', '-', '*', '/', '%', '%')} ${one('1', '2', '2', '0', '2.5')}`],
    [1, text`length(${value})`],
    [1, text`-${value}`],
  );

/** `plainly` weighs what is made of attributes and literals alone. */
export function comparison(context: Context, plainly = 20): Text {
  const value = operand(context);
  const number = calculated(value);
  const plain = weighted(
    [7, text`${value} ${EQUALITY} ${LITERAL}`],
    [5, text`${value} ${EQUALITY} ${value}`],
    [2, text`${value} ${ORDER} ${weighted([2, LITERAL], [1, value])}`],
    [3, text`${value} ${MEMBERSHIP} ${weighted([3, LIST], [1, value])}`],
    [2, text`${value} ${TESTS} ${weighted([3, STRING], [1, value])}`],
    [1, text`${value} matches ${one('"^a"', '"a|b"', '"[0-9]$"', 'pattern')}`],
    [2, compared(number, NUMBER)],
    [1, text`${number} ${EQUALITY} ${value}`],
    [2, text`exists(${weighted([1, value], [1, number])})`],
    [2, text`${value} ${EQUALITY} null`],
    [1, text`(${value} == "a") ${EQUALITY} ${weighted([1, value], [1, one('true')])}`],
  );
  const on = prefixes(context);
  if (on.length === 0) return plain;
  const b = one(...on);
  return weighted(
    [plainly, plain],
    [2, text`${b}${one('k', 'v', 'who', 'owner')}.${TESTS}(${weighted([2, STRING], [1, value])})`],
    [1, text`${b}k.in(${LIST})`],
    [4, ofText(value, context.bindings)],
    [5, intrinsics(b)],
    [4, ofRecords(b, value, context.bindings)],
    [4, ofTimes(b)],
    [3, ofShapes(b, context.bindings)],
    ...(context.here && context.bindings.length > 0 ? [[6, pairs(one(...context.bindings))] as const] : []),
  );
}

/** Functions of texts, on values that often are none. */
const ofText = (value: Text, bindings: readonly string[]): Text =>
  weighted(
    [1, text`prefix(${value}, 1) ${EQUALITY} ${STRING}`],
    [1, text`split(${value}, ":")[${one('0', '-1')}] ${EQUALITY} ${STRING}`],
    [2, text`glob(${value}, "${one('a*', '?', '*:1', 'a:?')}")`],
    [2, text`${value} matches template("${one('{x}', 'a:{x}', '{x}:1', '{x}:{y}', '{x}{y}')}")`],
    [2, text`${value} matches template("${one('{t}', '{t}:{x}', 'a:{t}', '{x}{t}')}", t = ${value})`],
    [1, text`${value} contains any(["a", "b", "1"], except = ${value})`],
    [1, text`${value} contains any(["a", "x"])`],
    ...(bindings.length > 0 ? [[2, ofValues(one(...bindings), value)] as const] : []),
  );

/** All attribute values of what a binding holds. */
const ofValues = (b: Text, value: Text): Text =>
  weighted(
    [2, text`values(${b}) contains ${STRING}`],
    [1, text`${value} ${MEMBERSHIP} values(${b})`],
    [1, text`values(${b}) matches "^[ax]"`],
    [1, text`${value} contains any(values(${b}), except = "a")`],
    [1, text`length(values(${b})) ${ORDER} ${one('3', '6')}`],
    [1, text`values(${b})[0] ${EQUALITY} ${STRING}`],
  );

const intrinsics = (b: Text): Text =>
  weighted(
    [2, text`${b}span:kind ${EQUALITY} ${one('client', 'server', 'internal')}`],
    [2, text`${b}status ${EQUALITY} ${one('error', 'ok', 'unset')}`],
    [2, text`${b}kind ${MEMBERSHIP} [client, consumer]`],
    [2, text`${b}status ${MEMBERSHIP} [403, 1]`],
    [1, text`${b}span:childCount ${ORDER} ${one('0', '1', '2')}`],
    [1, text`${b}trace:rootName ${EQUALITY} ${one('"alpha"', '"beta"')}`],
    [1, text`${b}${one('span:name', 'name')} ${EQUALITY} ${one('"alpha"', '"beta"')}`],
    [1, text`${b}${one('trace:rootService', 'service')} ${EQUALITY} ${one('"api"', '"db"')}`],
    [2, text`${b}event:name ${EQUALITY} ${one('"alpha"', '"gamma"')}`],
    [1, text`${b}span:statusMessage ${EQUALITY} "x"`],
    [
      2,
      text`exists(${b}${one('span:parentID', 'span:parentID', 'event:time', 'event:time', 'span:statusMessage', 'link:traceID', 'link:spanID')})`,
    ],
    [1, text`${b}link:traceID ${EQUALITY} ${b}trace:id`],
  );

const ofTimes = (b: Text): Text =>
  weighted(
    [2, text`${b}duration ${ORDER} 2ms`],
    [2, text`${b}event:timeSinceStart ${ORDER} ${one('1ms', '2ms')}`],
    [1, text`${b}trace:duration ${ORDER} ${one('3ms', '6ms')}`],
    [1, text`${b}span:end - ${b}span:start ${ORDER} ${one('2ms', '4ms')}`],
    [1, text`${b}${one('duration * 2', 'duration / 2', 'duration + 1ms', 'duration * 2.5')} ${ORDER} 3ms`],
    [1, text`${b}duration / 2ms ${ORDER} ${NUMBER}`],
    [
      2,
      text`duration(${b}${one('took', 'n')}, "${one('ms', 'us', 's')}") ${ORDER} ${weighted([2, one('2ms', '1s')], [1, text`${b}duration`])}`,
    ],
    [
      2,
      text`time(${b}${one('at', 'at', 'n')}) ${ORDER} ${one('2024-10-18T14:05:00Z', '2024-10-18', '2024-10-18T14:05:00.002Z')}`,
    ],
    [2, text`${b}${one('span:start', 'event:time')} ${ORDER} ${one('2024-10-18T14:05:00.003Z', '2024-10-19')}`],
    [1, text`${b}span:start - time(${b}at) ${ORDER} ${one('0s', '3ms', '1d')}`],
    [1, text`${b}n ${ORDER} ${one('1KB', '1KiB')}`],
  );

/** Into JSON, URLs and loaded data. */
function ofRecords(b: Text, value: Text, bindings: readonly string[]): Text {
  const json = text`json(${b}body)`;
  const url = text`url(${b}${one('url', 'url', 'url', 'k')})`;
  const known = bindings.length === 0 ? STRING : text`${one(...bindings)}.${one('k', 'v', 'n')}`;
  const condition = weighted(
    [3, text`id ${EQUALITY} ${known}`],
    [1, text`id == ${STRING}`],
    [1, text`n ${ORDER} ${one('1', 'limit')}`],
    [1, text`exists(k)`],
    [1, text`"a" in pool and id == ${known}`],
  );
  return weighted(
    [2, text`${json}.${one('id', 't', 'sub.id')} ${EQUALITY} ${weighted([1, LITERAL], [1, value])}`],
    [1, text`${json}[${one('0', '-1', '"id"', '2')}]${one('', '.id')} ${EQUALITY} ${STRING}`],
    [1, text`${value} ${MEMBERSHIP} ${json}[*].id`],
    [1, text`${json}.where(${condition}).n ${EQUALITY} ${NUMBER}`],
    [1, text`exists(${json}${one('', '.id', '[0]', '.sub')})`],
    [1, text`exists(${json}.t)`],
    [1, text`${url}.host ${EQUALITY} "a.example"`],
    [1, text`length(${json}) ${ORDER} 1`],
    [
      2,
      text`${url}.${one('scheme', 'host', 'path', 'query.t', 'fragment')} ${EQUALITY} ${weighted([2, one('"https"', '"a.example"', '"/x"', '"a"')], [1, value])}`,
    ],
    [1, text`${url}.port ${ORDER} 8000`],
    [1, text`exists(${url}.${one('port', 'host', 'path', 'query', 'fragment')})`],
    [1, text`plans.tiers[${value}].rpm ${ORDER} ${NUMBER}`],
    [1, text`${value} ${EQUALITY} plans.tiers[${value}].${one('rpm', 'who')}`],
    [1, text`plans.tenants[${one('0', '1', '-1')}].${one('id', 'n', 'pool')} ${EQUALITY} ${value}`],
    [1, text`plans.tenants[${b}n].id ${EQUALITY} ${value}`],
    [2, text`${value} ${MEMBERSHIP} plans.tenants.where(${condition}).${one('id', 'pool', 'n')}`],
    [2, text`plans.tenants.where(${condition}).${one('id', 'n')} ${EQUALITY} ${value}`],
    [1, text`plans.tenants.where(${condition})[0].id ${EQUALITY} ${value}`],
    [1, text`length(plans.tenants.where(${condition})) ${ORDER} 1`],
  );
}

const SHAPES = one('uuid', 'token', 'email', 'ssn', 'card', 'jwt', 'ip', 'sequential');

const ofShapes = (b: Text, bindings: readonly string[]): Text =>
  weighted(
    [5, text`looks_like(${b}code, ${SHAPES})`],
    [1, text`looks_like(${b}${one('k', 'n', 'v')}, sequential)`],
    ...(bindings.length > 0 ? [[1, text`looks_like(values(${one(...bindings)}), ${SHAPES})`] as const] : []),
  );

/** Of an occurrence and what a binding holds. */
const pairs = (b: Text): Text =>
  weighted(
    [1, text`span:id == ${b}.span:id`],
    [1, text`${one('span:parentID', 'link:spanID')} == ${b}.span:id`],
    [1, text`trace:id != ${b}.trace:id`],
    [1, text`${one('span:start', 'span:end')} ${ORDER} ${b}.${one('span:start', 'span:end')}`],
    [1, text`span:start - ${b}.span:start ${ORDER} 2ms`],
    [3, text`${one('k', 'who', 'owner', 'tenant_id')} ${EQUALITY} ${b}.${one('k', 'v', 'owner', 'user.tenant_id')}`],
  );
