import type { AstNode } from 'langium';
import type { AttributeValue, ValuePlan } from '../../engine';
import { joinSegments, type Segment } from '../syntax/path';
import type { Term } from '../syntax/term';
import { compileCondition } from './condition';
import { type Context, report } from './context';
import { constantNamed, FAILED } from './names';
import { didYouMean } from './suggest';
import { compileValue } from './value';

/**
 * A name that starts with a let or param and goes on into its data: `tiers.free.rpm`. Null where no let or param
 * of such a prefix is declared.
 */
export function dataNamed(segments: readonly Segment[], node: AstNode, context: Context): ValuePlan | null {
  for (let length = segments.length - 1; length > 0; length--) {
    const constant = constantNamed(joinSegments(segments.slice(0, length)), node, context);
    if (constant) return membersOf(constant, segments.slice(length), node, context);
  }
  return null;
}

export function membersOf(of: ValuePlan, segments: readonly Segment[], node: AstNode, context: Context): ValuePlan {
  return segments.reduce<ValuePlan>((inner, segment) => memberOf(inner, segment.text, node, context), of);
}

function memberOf(of: ValuePlan, name: string, node: AstNode, context: Context): ValuePlan {
  const values = possibleValues(of);
  const parts = values?.flatMap(recordsIn);
  if (parts && !parts.some((record) => record.has(name))) {
    const names = new Set(parts.flatMap((record) => [...record.keys()]));
    const known = names.size > 0 ? ` It has ${[...names].slice(0, 8).join(', ')}.` : '';
    report(context, node, 'no-such-path', `The loaded data has no “${name}” here.${didYouMean(name, names) || known}`);
    return FAILED;
  }
  return { op: 'member', of, name };
}

/** `x[0]`, `tiers[tenant.tier]`, `list[*]` (the list itself: parts of it are taken of each element). */
export function elementOf(term: Term & { kind: 'index' }, of: ValuePlan, context: Context): ValuePlan {
  if (term.at === null) return of;
  return { op: 'element', of, at: compileValue(term.at, context) };
}

/** `list.where(name == x)`: inside, bare names are the record's. */
export function selectFrom(of: ValuePlan, term: Term & { kind: 'call' }, context: Context): ValuePlan {
  const inside: Context = { ...context, rows: context.rows + 1, nameAsCondition: 'attribute' };
  const conditions = term.args.map((arg) => compileCondition(arg.value, inside));
  if (conditions.length === 0) {
    report(context, term.node, 'arguments', '.where(…) takes a condition.');
    return FAILED;
  }
  const label = conditions.map((condition) => condition.label).join(', ');
  const condition = conditions.length === 1 ? conditions[0]! : ({ op: 'and', of: conditions, label } as const);
  return { op: 'select', of, rows: context.rows, condition };
}

function recordsIn(value: AttributeValue): ReadonlyMap<string, AttributeValue>[] {
  if (value instanceof Map) return [value];
  return Array.isArray(value) ? value.flatMap(recordsIn) : [];
}

/** What constant data a plan can come to; null where it isn't data, or hangs on the trace's own records. */
function possibleValues(plan: ValuePlan): readonly AttributeValue[] | null {
  switch (plan.op) {
    case 'data':
      return [plan.value];
    case 'select':
      return possibleValues(plan.of);
    case 'member':
      return (
        possibleValues(plan.of)
          ?.flatMap(recordsIn)
          .flatMap((record) => (record.has(plan.name) ? [record.get(plan.name)!] : [])) ?? null
      );
    case 'element':
      return (
        possibleValues(plan.of)?.flatMap((value) =>
          value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : [],
        ) ?? null
      );
    default:
      return null;
  }
}
