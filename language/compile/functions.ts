import type { ConditionPlan, FunctionName, TemplateHole, TextShape, ValuePlan } from '../../engine';
import { decodeString, stringText, templateParts } from '../syntax/string-literal';
import { type CallArgument, type Term, termOf } from '../syntax/term';
import { type Context, report } from './context';
import { bindingOf, FAILED } from './names';
import { clockSkew } from './relations';
import { compileSearch } from './search';
import { didYouMean } from './suggest';
import { compileValue } from './value';

type CallTerm = Term & { kind: 'call' };

/** Functions of plain values and how many they take. */
const ARITY: Readonly<Record<FunctionName, number>> = {
  lower: 1,
  upper: 1,
  length: 1,
  string: 1,
  number: 1,
  duration: 2,
  time: 1,
  sha256: 1,
  prefix: 2,
  split: 2,
  json: 1,
  url: 1,
  glob: 2,
};

export const FUNCTIONS: readonly string[] = [
  ...Object.keys(ARITY),
  'load',
  'template',
  'values',
  'any',
  'exists',
  'looks_like',
  'sequence',
  'sql',
];

const SHAPES: readonly TextShape[] = ['uuid', 'token', 'email', 'ssn', 'card', 'jwt', 'ip', 'sequential'];
const DURATION_UNITS: readonly string[] = ['ns', 'us', 'ms', 's', 'min', 'm', 'h', 'd'];

/** A call that gives a value; null for a name that is none of these functions. */
export function compileFunction(term: CallTerm, context: Context): ValuePlan | null {
  switch (term.method) {
    case 'load':
      return loaded(term, context);
    case 'template':
      return templateText(term, context);
    case 'values':
      return valuesOf(term, context);
    case 'any':
      report(context, term.node, 'arguments', 'any(…) stands behind contains: “x contains any(list, except = y)”.');
      return FAILED;
    default:
      return Object.hasOwn(ARITY, term.method) ? plainFunction(term, term.method as FunctionName, context) : null;
  }
}

function plainFunction(term: CallTerm, name: FunctionName, context: Context): ValuePlan {
  const args = positional(term, ARITY[name], context);
  if (!args) return FAILED;
  if (name === 'duration') {
    const unit = args[1]!.value?.$type === 'StringLiteral' ? stringText(args[1]!.value.value) : '';
    if (!DURATION_UNITS.includes(unit))
      report(context, args[1]!.node, 'arguments', `duration(x, "ms") takes a unit: ${DURATION_UNITS.join(', ')}.`);
  }
  return { op: 'call', function: name, args: args.map((arg) => compileValue(arg.value, context)) };
}

/** `load("tiers.yaml")`: only where the same for every trace, in a let. */
function loaded(term: CallTerm, context: Context): ValuePlan {
  const args = positional(term, 1, context);
  const path = args?.[0]?.value;
  if (path?.$type !== 'StringLiteral') {
    if (args) report(context, term.node, 'arguments', 'load(…) takes a file’s path in quotes.');
    return FAILED;
  }
  const found = context.data.load(context.scope.file.uri, stringText(path.value));
  if ('value' in found) return { op: 'data', value: found.value };
  report(context, path, 'load', found.problem);
  return FAILED;
}

function valuesOf(term: CallTerm, context: Context): ValuePlan {
  const args = positional(term, 1, context);
  const target = args ? termOf(args[0]!.value) : null;
  const bound = target?.kind === 'name' ? bindingOf(target.segments, context) : null;
  if (bound && bound.rest.length === 0) return { op: 'values', slot: bound.view.slot };
  if (args)
    report(
      context,
      term.node,
      'binding-expected',
      'values(q) takes a binding: name one with “each SIGNAL as q” or “has(SIGNAL as s)”.',
    );
  return FAILED;
}

function templateText(term: CallTerm, context: Context): ValuePlan {
  const parts = templateHoles(term, context);
  const open = parts?.find((part) => typeof part !== 'string' && part.value === null);
  if (open && typeof open !== 'string')
    report(
      context,
      term.node,
      'template-hole',
      `As a text a template needs all its holes: “{${open.name}}” is not given.`,
    );
  return parts && !open ? { op: 'text', parts } : FAILED;
}

/** `template("tenant:{tenant_id}:{key}", tenant_id = q.tenant_id)` in pieces. */
export function templateHoles(term: CallTerm, context: Context): readonly TemplateHole[] | null {
  const [first, ...given] = term.args;
  if (first?.value?.$type !== 'StringLiteral' || first.name !== null) {
    report(
      context,
      term.node,
      'arguments',
      'template(…) takes a text with holes first: template("tenant:{t}:{key}", t = tenant_id).',
    );
    return null;
  }
  const parts = templateParts(decodeString(first.value.value));
  const names = parts.flatMap((part) => ('hole' in part ? [part.hole.trim()] : []));
  for (const arg of given) {
    if (arg.name !== null && names.includes(arg.name)) continue;
    const name = arg.name ?? '';
    report(context, arg.node, 'template-hole', `This template has no hole “${name}”.${didYouMean(name, names)}`);
    return null;
  }
  return parts.map((part) => {
    if ('text' in part) return part.text;
    const name = part.hole.trim();
    const value = given.find((arg) => arg.name === name)?.value;
    return { name, value: value ? compileValue(value, context) : null };
  });
}

/** A call that is true or false by itself; null for any other. */
export function compileTest(term: CallTerm, label: string, context: Context): ConditionPlan | null {
  if (term.receiver !== null) return null;
  if (term.method === 'looks_like') return looksLike(term, label, context);
  if (term.method === 'sequence') return sequence(term, label, context);
  return null;
}

function looksLike(term: CallTerm, label: string, context: Context): ConditionPlan | null {
  const args = positional(term, 2, context);
  if (!args) return broken(label);
  const word = args[1]!.value?.$type === 'Reference' ? args[1]!.value.path : '';
  const shape = SHAPES.find((known) => known === word);
  if (!shape) {
    report(context, args[1]!.node, 'shape', `looks_like knows ${SHAPES.join(', ')}.${didYouMean(word, SHAPES)}`);
    return broken(label);
  }
  return { op: 'looks-like', of: compileValue(args[0]!.value, context), shape, label };
}

/** `sequence(a, b, c)`: each exists and starts after the last: `has(a as x).where(has(b as y).starts_after(x).where(…))`. */
function sequence(term: CallTerm, label: string, context: Context): ConditionPlan | null {
  if (term.args.length < 2 || term.args.some((arg) => arg.name !== null)) {
    report(context, term.node, 'arguments', 'sequence(a, b, …) takes two signals or more.');
    return broken(label);
  }
  return chained(term.args, null, label, context) ?? broken(label);
}

function chained(
  args: readonly CallArgument[],
  after: number | null,
  label: string,
  context: Context,
): ConditionPlan | null {
  const [first, ...rest] = args;
  const term = termOf(first!.value);
  const compiled = compileSearch(term, first!.alias, [], { within: null }, context);
  if (!compiled) return null;
  const { search, inside } = compiled;
  let { source } = search;
  if (after !== null)
    source = {
      op: 'time',
      of: source,
      relation: 'starts_after',
      to: [after],
      distance: null,
      clockSkew: clockSkew(term, inside),
    };
  if (rest.length > 0) {
    const condition = chained(rest, search.slot, label, { ...inside, occurrence: context.occurrence });
    if (!condition) return null;
    source = { op: 'where', of: source, condition };
  }
  return { op: 'has', search: { ...search, source }, label };
}

function broken(label: string): ConditionPlan {
  return { op: 'constant', value: 'unknown', label };
}

/** The arguments of a call that takes exactly `count` plain ones; reports and gives undefined otherwise. */
export function positional(term: CallTerm, count: number, context: Context): readonly CallArgument[] | undefined {
  const bad = term.args.find((arg) => arg.name !== null || arg.alias !== null);
  if (!bad && term.args.length === count) return term.args;
  const wanted = count === 1 ? 'one value' : `${count} values`;
  report(context, bad?.node ?? term.node, 'arguments', `${term.method}(…) takes ${wanted}.`);
  return undefined;
}
