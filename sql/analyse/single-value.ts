import type { FuncCall, Node } from 'libpg-query';
import { type SqlValue, valueKey } from '../value';
import type { Context } from './context';
import { as, folded, strings } from './tree';

/** A value without any column in it. Where it isn't sure that it is one, `sure` is false. */
export interface Valued {
  readonly value: SqlValue;
  readonly sure: boolean;
}

/** Functions that give a session's setting by its name: the position of that name among the arguments. */
const SETTINGS: ReadonlyMap<string, number> = new Map([
  ['current_setting', 0],
  ['session_context', 0],
  ['sys_context', 1],
  ['context_info', -1],
]);

/** Functions whose result depends on their arguments alone. */
const PURE: ReadonlySet<string> = new Set(
  `lower upper trim btrim ltrim rtrim concat concat_ws md5 sha256 abs replace substring substr left right nullif coalesce
   isnull nvl ifnull cast convert try_convert to_number to_char uuid int text varchar bigint decode encode unhex hex
   uuid_to_bin bin_to_uuid hextoraw guid`.split(/\s+/),
);

/** What an expression without columns comes to; undefined if it has columns or queries. */
export function singleValue(context: Context, node: Node | undefined): Valued | undefined {
  if (node === undefined) return undefined;
  return constant(context, node) ?? computed(context, node);
}

function constant(context: Context, node: Node): Valued | undefined {
  const literal = literalOf(node);
  if (literal) return { value: literal, sure: true };
  const parameter = as(node, 'ParamRef');
  if (parameter) {
    const value = context.parameter(parameter.number);
    return value && { value, sure: true };
  }
  const known = as(node, 'SQLValueFunction');
  if (known) {
    const name = folded(String(known.op ?? '')).replace('svfop_', '');
    return { value: { kind: 'setting', name, text: name }, sure: /user|role|catalog|schema/.test(name) };
  }
  return undefined;
}

/** A constant's value. NULL is none. */
export function literalOf(node: Node): SqlValue | undefined {
  const constant = as(node, 'A_Const');
  if (constant === undefined || constant.isnull) return undefined;
  if (constant.boolval)
    return {
      kind: 'literal',
      value: constant.boolval.boolval ?? false,
      text: String(constant.boolval.boolval ?? false),
    };
  if (constant.sval) {
    const value = constant.sval.sval ?? '';
    return { kind: 'literal', value, text: `'${value.replaceAll("'", "''")}'` };
  }
  const value = constant.ival ? String(constant.ival.ival ?? 0) : (constant.fval?.fval ?? constant.bsval?.bsval);
  return value === undefined ? undefined : { kind: 'literal', value, text: value };
}

function computed(context: Context, node: Node): Valued | undefined {
  const cast = as(node, 'TypeCast');
  if (cast) return singleValue(context, cast.arg);
  const call = as(node, 'FuncCall');
  if (call) return isPlain(call) ? called(context, strings(call.funcname).at(-1) ?? '', call.args ?? []) : undefined;
  const expression = as(node, 'A_Expr');
  if (expression) {
    const name = `${expression.kind} ${strings(expression.name).join('.')}`;
    if (expression.kind === 'AEXPR_NULLIF') return singleValue(context, expression.lexpr);
    const sides = [expression.lexpr, expression.rexpr].filter((side) => side !== undefined);
    return expression.kind === 'AEXPR_OP' ? combined(context, name, sides, true) : undefined;
  }
  const coalesce = as(node, 'CoalesceExpr');
  if (coalesce) return combined(context, 'coalesce', coalesce.args ?? [], true);
  const collated = as(node, 'CollateClause');
  return collated && singleValue(context, collated.arg);
}

/** Not an aggregate's FILTER, nor a window. */
function isPlain(call: FuncCall): boolean {
  return Object.keys(call).every((key) => /^(funcname|args|funcformat|location)$/.test(key));
}

function called(context: Context, written: string, args: readonly Node[]): Valued | undefined {
  const name = folded(written);
  const setting = SETTINGS.get(name);
  if (setting !== undefined) {
    const argument = args[setting] && literalOf(args[setting]);
    const key = argument?.kind === 'literal' ? String(argument.value) : undefined;
    if (key !== undefined) return { value: { kind: 'setting', name: key, text: `${name}('${key}')` }, sure: true };
  }
  if (name === 'convert' || name === 'try_convert') return singleValue(context, args[1]);
  return combined(context, name, args, PURE.has(name));
}

function combined(context: Context, name: string, parts: readonly Node[], pure: boolean): Valued | undefined {
  const values = parts.map((part) => singleValue(context, part) ?? nullOf(part));
  if (values.some((value) => value === undefined)) return undefined;
  const known = values.filter((value) => value !== undefined);
  const text = `${name}(${known.map(({ value }) => valueKey(value)).join(',')})`;
  return { value: { kind: 'expression', text }, sure: pure && known.length > 0 && known.every(({ sure }) => sure) };
}

function nullOf(node: Node): Valued | undefined {
  return as(node, 'A_Const')?.isnull ? { value: { kind: 'expression', text: 'null' }, sure: true } : undefined;
}
