import type { AstNode } from 'langium';
import type { ConditionPlan, Intrinsic, ValuePlan } from '../../engine';
import type { Attribute, Expr, Inherited, Let, Param } from '../generated/ast';
import type { Declared, ValueDeclaration } from '../names/declarations';
import { ATTRIBUTE_SCOPES, BARE_INTRINSICS, INTRINSICS, isIntrinsic, NAVIGATION_SCOPES } from '../names/intrinsics';
import { lookUpSignal, lookUpValue } from '../names/lookup';
import { joinSegments, type Segment } from '../syntax/path';
import {
  type Context,
  mayExpand,
  type OccurrenceView,
  rangeOf,
  report,
  reportAmbiguous,
  reportBroken,
} from './context';
import { parameterValue } from './parameter';
import { dataNamed, membersOf } from './records';
import { declarationContext, NO_SIGNAL, type SignalEntry } from './signal-table';
import { didYouMean } from './suggest';
import { compileValue } from './value';

/** Stands where an error was reported; the rule is left out of the plan, so it is never evaluated. */
export const FAILED: ValuePlan = { op: 'literal', value: null };

/** What stands on the other side of a comparison: `status` means something else beside a number (language §3). */
export type Beside = 'number' | 'other';

/** The value that a dotted name means, by the order of language §3. Decided here, never by the data. */
export function compileName(segments: readonly Segment[], node: AstNode, context: Context, beside: Beside): ValuePlan {
  const bound = bindingOf(segments, context);
  if (bound) {
    if (bound.rest.length === 0) {
      const name = joinSegments(segments);
      report(
        context,
        node,
        'occurrence-as-value',
        `“${name}” is an occurrence, not a value: name what is read on it, such as ${name}.tenant_id.`,
      );
      return FAILED;
    }
    return readOn(bound.view, bound.rest, node, context, beside);
  }
  const name = joinSegments(segments);
  if (name === 'nil' && !segments[0]!.quoted) return notNil(node, context);
  const key = context.keys.get(name);
  const scoped = isScoped(segments);
  if (!scoped) {
    const constant = constantNamed(name, node, context);
    if (constant) return constant;
    if (key !== undefined && !context.occurrence) return { op: 'key', index: key };
    const data = lookUpValue(context.scope, name).declared ? null : dataNamed(segments, node, context);
    if (data) return data;
    if (context.rows > 0)
      return membersOf(
        { op: 'row', rows: context.rows - 1, name: segments[0]!.text },
        segments.slice(1),
        node,
        context,
      );
  }
  if (context.occurrence) return readOn(context.occurrence, segments, node, context, beside);
  if (key !== undefined) return { op: 'key', index: key };
  return withoutOccurrence(segments, node, context, beside);
}

/** The longest beginning of a name that is a declared signal, and what is read on it. */
function signalPrefix(segments: readonly Segment[], context: Context): { name: string; rest: string } | null {
  for (let length = segments.length - 1; length > 0; length--) {
    const name = joinSegments(segments.slice(0, length));
    if (lookUpSignal(context.scope, name).declared) return { name, rest: joinSegments(segments.slice(length)) };
  }
  return null;
}

function notNil(node: AstNode, context: Context): ValuePlan {
  const { start, end } = rangeOf(context, node);
  report(context, node, 'wrong-operator', '“nil” is written “null” here.', [
    { title: 'Write null', edits: [{ start, end, newText: 'null' }] },
  ]);
  return FAILED;
}

function withoutOccurrence(segments: readonly Segment[], node: AstNode, context: Context, beside: Beside): ValuePlan {
  const name = joinSegments(segments);
  const first = segments[0]!;
  const declare = /^[\w.]+$/.test(name) ? `, or declare “let ${name} = …” or “param ${name} = …”` : '';
  if (
    context.traceSlot !== null &&
    (name.startsWith('trace:') || (first.text === 'root' && segments.length > 1 && !first.quoted))
  ) {
    return readOn({ slot: context.traceSlot, signal: null }, segments, node, context, beside);
  }
  if (!context.mayUseSearches) {
    report(context, node, 'not-constant', `“${name}” can't be read here: a let or param is the same for every trace.`);
  } else if (context.keys.size > 0) {
    const keys = [...context.keys.keys()].join(', ');
    report(
      context,
      node,
      'bare-attribute',
      `“${name}” has no single value in a group: write a key (${keys}), an aggregate such as only(SIGNAL.${name})${declare}.`,
    );
  } else {
    const signal = signalPrefix(segments, context);
    report(
      context,
      node,
      'bare-attribute',
      signal
        ? `“${name}” has no single value in a trace: narrow the signal, ${signal.name}.where(${signal.rest} …).`
        : `“${name}” has no single value in a trace: read it inside .where(…) or on a binding (each SIGNAL as q … q.${name})${declare}.`,
    );
  }
  return FAILED;
}

/** The longest prefix of a name that is a binding, and what follows it. */
export function bindingOf(
  segments: readonly Segment[],
  context: Context,
): { view: OccurrenceView; rest: readonly Segment[] } | null {
  if (context.bindings.size === 0 || segments[0]?.quoted) return null;
  let view: OccurrenceView | undefined;
  let length = 0;
  let name = '';
  for (const [index, { text }] of segments.entries()) {
    name = index === 0 ? text : `${name}.${text}`;
    const bound = context.bindings.get(name);
    if (bound) [view, length] = [bound, index + 1];
  }
  return view ? { view, rest: segments.slice(length) } : null;
}

function isScoped(segments: readonly Segment[]): boolean {
  const first = segments[0]!;
  return (
    !first.quoted && segments.length > 1 && (ATTRIBUTE_SCOPES.has(first.text) || NAVIGATION_SCOPES.has(first.text))
  );
}

/** A let or param of this name, compiled; null if the name is neither. */
export function constantNamed(name: string, node: AstNode, context: Context): ValuePlan | null {
  const declared = valueNamed(name, node, context);
  if (declared?.node.$type !== 'Let' && declared?.node.$type !== 'Param') return null;
  const constant = declared as Declared<Let | Param>;
  return inDeclaration(constant, node, context, (inside) => {
    const value = compileValue(constant.node.value, inside);
    const override = constant.node.$type === 'Param' ? context.params.get(constant.name) : undefined;
    return override === undefined ? value : parameterValue(constant.name, override, value, constant.node, inside);
  });
}

function valueNamed(name: string, node: AstNode, context: Context): Declared<ValueDeclaration> | null {
  const { declared, ambiguous } = lookUpValue(context.scope, name);
  if (ambiguous.length > 1) reportAmbiguous(context, node, name, ambiguous);
  return declared;
}

function inDeclaration(
  declared: Declared,
  node: AstNode,
  context: Context,
  compile: (inside: Context) => ValuePlan,
): ValuePlan {
  if (context.declaring.includes(declared.node)) {
    report(context, node, 'reaches-itself', `“${declared.name}” reaches itself.`);
    return FAILED;
  }
  if (!mayExpand(context, node, declared.name, declared.node)) return FAILED;
  const inside = declarationContext(context, declared);
  const value = compile(inside);
  if (inside.use.failed) reportBroken(context, node, declared.node, `“${declared.name}”`);
  return value;
}

/** A name read on one occurrence: scopes, aliases and inherited names, fields, intrinsics, its attributes. */
export function readOn(
  view: OccurrenceView,
  segments: readonly Segment[],
  node: AstNode,
  context: Context,
  beside: Beside,
): ValuePlan {
  const first = segments[0]!;
  const rest = segments.slice(1);
  if (!first.quoted && rest.length > 0) {
    if (ATTRIBUTE_SCOPES.has(first.text)) return scopedAttribute(view, first.text as 'span', rest, node, context);
    if (NAVIGATION_SCOPES.has(first.text)) return navigate(view, first.text as 'root', rest, node, context, beside);
  }
  const name = joinSegments(segments);
  if (segments.length === 1 && !first.quoted && name.includes(':')) return intrinsicNamed(view, name, node, context);
  if (context.inExemption) return inExemption(view, name, node, context);
  const declared = valueNamed(name, node, context);
  // inside its own declaration a name is the raw attribute
  if (declared && context.declaring.at(-1) !== declared.node) {
    if (declared.node.$type === 'Attribute') return alias(declared as Declared<Attribute>, view, node, context, beside);
    if (declared.node.$type === 'Inherited') return inherited(declared as Declared<Inherited>, view, node, context);
  }
  const bare = segments.length === 1 && !first.quoted ? BARE_INTRINSICS.get(name) : undefined;
  const raw = attribute(view, name, context);
  if (bare && !context.resourceOnly) {
    const asAttribute = name === 'status' && beside === 'number';
    const otherwise: ValuePlan = asAttribute ? raw : { op: 'intrinsic', slot: view.slot, name: bare };
    return fieldOf(view.signal, name, view, context, otherwise) ?? otherwise;
  }
  return fieldOf(view.signal, name, view, context, raw) ?? raw;
}

/** An exemption sees intrinsics, resource and instrumentation, and span attributes only where it says so. */
function inExemption(view: OccurrenceView, name: string, node: AstNode, context: Context): ValuePlan {
  const bare = BARE_INTRINSICS.get(name);
  if (bare) return { op: 'intrinsic', slot: view.slot, name: bare };
  report(
    context,
    node,
    'exempt-attribute',
    `An exemption reads span attributes only where it says so: write span.${name}, or resource.${name}.`,
  );
  return FAILED;
}

function attribute(view: OccurrenceView, key: string, context: Context): ValuePlan {
  return { op: 'attribute', slot: view.slot, scope: context.resourceOnly ? 'resource' : 'occurrence', key };
}

function scopedAttribute(
  view: OccurrenceView,
  scope: 'span' | 'event' | 'link' | 'resource' | 'instrumentation',
  rest: readonly Segment[],
  node: AstNode,
  context: Context,
): ValuePlan {
  const name = joinSegments(rest);
  if (rest.length === 1 && !rest[0]!.quoted && name.includes(':')) return intrinsicNamed(view, name, node, context);
  if (context.resourceOnly && scope !== 'resource') return FAILED;
  return { op: 'attribute', slot: view.slot, scope, key: name };
}

function navigate(
  view: OccurrenceView,
  to: 'parent' | 'root' | 'entry',
  rest: readonly Segment[],
  node: AstNode,
  context: Context,
  beside: Beside,
): ValuePlan {
  if (context.resourceOnly) return FAILED;
  const target = context.frame.allocate();
  return {
    op: 'navigate',
    slot: view.slot,
    to,
    target,
    value: readOn({ slot: target, signal: null }, rest, node, context, beside),
  };
}

function intrinsicNamed(view: OccurrenceView, name: string, node: AstNode, context: Context): ValuePlan {
  if (!isIntrinsic(name)) {
    report(context, node, 'unknown-intrinsic', `There is no intrinsic “${name}”.${didYouMean(name, INTRINSICS)}`);
    return FAILED;
  }
  return context.resourceOnly ? FAILED : { op: 'intrinsic', slot: view.slot, name: name as Intrinsic };
}

/** An alias stands for its alternatives; the fields of the matched signal are seen in it, its own name is the raw attribute. */
function alias(
  declared: Declared<Attribute>,
  view: OccurrenceView,
  node: AstNode,
  context: Context,
  beside: Beside,
): ValuePlan {
  return inDeclaration(declared, node, context, (inside) => {
    const read = { ...inside, occurrence: view, resourceOnly: context.resourceOnly };
    const value = compileValue(declared.node.value, read, beside);
    const first = declared.name === 'tenant_id' ? tenantBefore(declared.scope.tenant, view, read) : [];
    if (first.length > 0)
      return { op: 'coalesce', of: [...first, ...(value.op === 'coalesce' ? value.of : [value])], name: declared.name };
    return value.op === 'coalesce' ? { ...value, name: declared.name } : value;
  });
}

/** What a statement says of its tenant goes before all that its span claims; then come the names of the project's settings. */
function tenantBefore(named: readonly string[], view: OccurrenceView, context: Context): readonly ValuePlan[] {
  const said = fieldOf(view.signal, STATED_TENANT, view, context, attribute(view, STATED_TENANT, context));
  return [...(said ? [said] : []), ...named.map((key) => attribute(view, key, context))];
}

/** The field of signals whose tenant stands in the text of a statement. */
const STATED_TENANT = 'statement.tenant_id';

function inherited(declared: Declared<Inherited>, view: OccurrenceView, node: AstNode, context: Context): ValuePlan {
  return inDeclaration(declared, node, context, (inside) => {
    const { value, fallback } = declared.node;
    const at = context.frame.allocate();
    const on = (slot: number, resourceOnly: boolean): Context => ({
      ...inside,
      occurrence: { slot, signal: null },
      resourceOnly,
    });
    if (context.resourceOnly) return compileValue(value, on(view.slot, true));
    return {
      op: 'inherited',
      name: declared.name,
      slot: view.slot,
      at,
      value: compileValue(value, on(at, false)),
      resource: compileValue(value, on(view.slot, true)),
      fallback: fallback ? compileValue(fallback, on(view.slot, false)) : null,
    };
  });
}

/** A field of the matched signal, which hides `otherwise` only where it has a value; null if no signal gives it. */
function fieldOf(
  signal: SignalEntry | null,
  name: string,
  view: OccurrenceView,
  context: Context,
  otherwise: ValuePlan,
): ValuePlan | null {
  if (!signal || context.resourceOnly) return null;
  const field = signal.fields.get(name);
  if (field && !context.declaring.includes(field)) return ownField(signal, field, name, view, context, otherwise);
  if (signal.underlying.length === 0) return null;
  const mayBeNone = signal.id === NO_SIGNAL;
  if (signal.underlying.length === 1 && !mayBeNone)
    return fieldOf(signal.underlying[0]!, name, view, context, otherwise);
  // unions of unions have as many arms as all their leaves
  const place = signal.declared?.node ?? (context.declaring.at(-1) as AstNode | undefined);
  if (!mayExpand(context, place, name, signal)) return FAILED;
  const arms = signal.underlying.map((arm) => ({
    signal: arm.id,
    value: fieldOf(arm, name, view, context, otherwise),
  }));
  if (arms.every((arm) => arm.value === null)) return null;
  const bySignal: ValuePlan = {
    op: 'by-signal',
    name,
    slot: view.slot,
    arms: arms.map((arm) => ({ signal: arm.signal, value: arm.value ?? otherwise })),
  };
  return mayBeNone ? { op: 'coalesce', of: [bySignal, otherwise], name } : bySignal;
}

function ownField(
  signal: SignalEntry,
  field: { value: Expr } & AstNode,
  name: string,
  view: OccurrenceView,
  context: Context,
  otherwise: ValuePlan,
): ValuePlan {
  if (!signal.declared) return otherwise;
  if (!mayExpand(context, field, name, field)) return FAILED;
  const inside: Context = {
    ...declarationContext(context, signal.declared),
    occurrence: { slot: view.slot, signal },
    declaring: [...context.declaring, field],
  };
  const value = compileValue(field.value, inside);
  if (inside.use.failed) reportBroken(context, field, field, `The field “${name}” of “${signal.name}”`);
  const below =
    fieldOf(signal, name, view, { ...context, declaring: [...context.declaring, field] }, otherwise) ?? otherwise;
  return { op: 'coalesce', of: [value, below], name };
}

/** The enum that a value is a member of, if it is one: `span:kind`, `status`, or alternatives with one among them. */
export function enumOf(value: ValuePlan): Intrinsic | null {
  if (value.op === 'intrinsic') return value.name === 'span:kind' || value.name === 'span:status' ? value.name : null;
  if (value.op === 'coalesce') return value.of.map(enumOf).find((found) => found !== null) ?? null;
  if (value.op === 'by-signal')
    return value.arms.map((arm) => enumOf(arm.value)).find((found) => found !== null) ?? null;
  if (value.op === 'navigate') return enumOf(value.value);
  return null;
}

export function truthy(of: ValuePlan, label: string): ConditionPlan {
  return { op: 'truthy', of, label };
}
