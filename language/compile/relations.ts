import type { Slot, SourcePlan, StructureRelation, TimeRelation } from '../../engine';
import { durationNanoseconds } from '../syntax/literals';
import { type CallArgument, type Term, termOf } from '../syntax/term';
import { type Context, report } from './context';
import { bindingOf, constantNamed } from './names';

const STRUCTURE: ReadonlySet<string> = new Set<StructureRelation>([
  'child_of',
  'parent_of',
  'descendant_of',
  'ancestor_of',
  'sibling_of',
  'same_span',
  'linked_to',
]);
const TIME: ReadonlySet<string> = new Set<TimeRelation>([
  'before',
  'after',
  'starts_before',
  'starts_after',
  'during',
  'between',
  'within',
]);

export const RELATIONS: ReadonlySet<string> = new Set([...STRUCTURE, ...TIME]);

/** `.child_of(q)`, `.between(a, q)`, `.within(5s, q)` … as one more narrowing of a source. */
export function compileRelation(of: SourcePlan, link: Term & { kind: 'call' }, inside: Context): SourcePlan {
  const { method } = link;
  const isWithin = method === 'within';
  const wanted = isWithin || method === 'between' ? 2 : 1;
  if (link.args.length !== wanted || link.args.some((arg) => arg.name !== null || arg.alias !== null)) {
    const usage = isWithin ? '.within(5s, q)' : wanted === 2 ? '.between(a, q)' : `.${method}(q)`;
    report(inside, link.node, 'arguments', `This relation is written ${usage}.`);
    return of;
  }
  const bindings = (isWithin ? link.args.slice(1) : link.args).map((arg) => bindingSlot(arg, method, inside));
  if (bindings.some((slot) => slot === null)) return of;
  const to = bindings as Slot[];
  if (STRUCTURE.has(method)) return { op: 'structure', of, relation: method as StructureRelation, to: to[0]! };
  const distance = isWithin ? distanceOf(link.args[0]!, inside) : null;
  return { op: 'time', of, relation: method as TimeRelation, to, distance, clockSkew: clockSkew(link, inside) };
}

function bindingSlot(arg: CallArgument, method: string, inside: Context): Slot | null {
  const term = termOf(arg.value);
  const bound = term.kind === 'name' ? bindingOf(term.segments, inside) : null;
  if (bound && bound.rest.length === 0) return bound.view.slot;
  report(
    inside,
    arg.node,
    'binding-expected',
    `.${method}(…) relates to a binding: name one with “each SIGNAL as q” or “has(SIGNAL as s)”.`,
  );
  return null;
}

function distanceOf(arg: CallArgument, inside: Context): bigint {
  const literal = arg.value?.$type === 'DurationLiteral' ? durationNanoseconds(arg.value.value) : undefined;
  const named = arg.value?.$type === 'Reference' ? constantNamed(arg.value.path, arg.node, inside) : null;
  const distance = literal ?? (named?.op === 'duration' ? named.nanoseconds : undefined);
  if (distance === undefined)
    report(inside, arg.node, 'arguments', '.within(…) takes a duration first: .within(5s, q).');
  return distance ?? 0n;
}

/** `param clock_skew`, 0 unless declared. */
export function clockSkew(link: Term, inside: Context): bigint {
  const declared = constantNamed('clock_skew', link.node, inside);
  return declared?.op === 'duration' ? declared.nanoseconds : 0n;
}
