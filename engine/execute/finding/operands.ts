import type { ConditionPlan } from '../../plan/condition';
import type { ValuePlan } from '../../plan/value';
import type { Operand } from '../../report';
import { makeAccumulator } from '../aggregate/make';
import { givenHoles, valuesOf } from '../condition/values-of';
import { spanIdOf } from '../index/hex';
import { isEvent, type Occurrence, spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { CERTAIN, POSSIBLE } from '../signal/members';
import type { ValueOperator } from '../value/evaluator';
import { makeSteps } from '../value/inherited';
import { makeWay } from '../value/navigate';
import { isNothing } from '../value/runtime';
import { signalNameOf } from './signal-name';
import { operandsOfSql, sqlName } from './sql';
import { attributeValueOf } from './text';

/** What a value was read from; literals are not worth showing. `keyNames` are the group's keys as written. */
export function operandsOf(plan: ValuePlan, scope: Scope, keyNames: readonly string[]): readonly Operand[] {
  const inner = (part: ValuePlan) => operandsOf(part, scope, keyNames);
  switch (plan.op) {
    case 'literal':
    case 'duration':
    case 'instant':
    case 'data':
    case 'row':
    case 'condition':
      return [];
    case 'list':
      return plan.items.flatMap(inner);
    case 'arithmetic':
      return [...inner(plan.left), ...inner(plan.right)];
    case 'negate':
      return inner(plan.of);
    case 'call':
      return plan.args.flatMap(inner);
    case 'text':
      return givenHoles(plan.parts).flatMap(inner);
    case 'member':
      return [ofPart(plan, scope, inner)];
    case 'element':
      return [ofPart(plan, scope, inner), ...inner(plan.at)];
    case 'select':
      return [...inner(plan.of), ...valuesIn(plan.condition).flatMap(inner)];
    case 'values':
      return [operand('values', plan, scope, 'own')];
    case 'attributes':
      return [operand(nameOf(plan), plan, scope, 'own')];
    case 'sql':
      return [...inner(plan.text), ...operandsOfSql(plan, nameOf(plan.text), scope)];
    case 'attribute':
      return [operand(nameOf(plan), plan, scope, whereAttribute(plan, scope))];
    case 'intrinsic':
      return [operand(plan.name, plan, scope, plan.name === 'service' ? 'resource' : 'own')];
    case 'key':
      return [operand(keyNames[plan.index] ?? 'key', plan, scope, 'key')];
    case 'coalesce':
      return ofCoalesce(plan, scope, inner);
    case 'by-signal':
      return ofBySignal(plan, scope, inner);
    case 'navigate':
      return ofNavigation(plan, scope, inner);
    case 'inherited':
      return [ofInherited(plan, scope, inner)];
    case 'aggregate':
      return [ofAggregate(plan, scope)];
  }
}

/** A part of a record, with where the record was read. */
function ofPart(plan: ValueOperator<'member' | 'element'>, scope: Scope, inner: Inner): Operand {
  return operand(nameOf(plan), plan, scope, inner(plan.of)[0]?.from ?? 'data');
}

/** The values that a condition on a record rests on. */
function valuesIn(plan: ConditionPlan): readonly ValuePlan[] {
  if (plan.op === 'and' || plan.op === 'or') return plan.of.flatMap(valuesIn);
  return plan.op === 'not' ? valuesIn(plan.of) : valuesOf(plan);
}

type Inner = (part: ValuePlan) => readonly Operand[];

function operand(name: string, plan: ValuePlan, scope: Scope, from: string): Operand {
  const value = scope.value(plan).value();
  return { name, value: attributeValueOf(value), from: isNothing(value) ? value.reason : from };
}

/** How a value is called where nothing of it is there. */
export function nameOf(plan: ValuePlan): string {
  switch (plan.op) {
    case 'attribute':
      return plan.scope === 'occurrence' || plan.scope === 'span' ? plan.key : `${plan.scope}.${plan.key}`;
    case 'intrinsic':
    case 'inherited':
      return plan.name;
    case 'coalesce':
      return plan.name ?? [...new Set(plan.of.map(nameOf))].filter((name) => name !== '').join(' ?? ');
    case 'by-signal':
      return plan.name ?? '';
    case 'navigate':
      return `${plan.to}.${nameOf(plan.value)}`;
    case 'aggregate':
      return plan.function;
    case 'call':
      return `${plan.function}(${plan.args.map(nameOf).join(', ')})`;
    case 'member':
      return `${nameOf(plan.of)}.${plan.name}`;
    case 'element':
      return `${nameOf(plan.of)}[${plan.at.op === 'literal' ? String(plan.at.value) : nameOf(plan.at)}]`;
    case 'select':
      return nameOf(plan.of);
    case 'row':
      return plan.name;
    case 'values':
      return 'values';
    case 'attributes':
      return `${plan.prefix}*`;
    case 'sql':
      return sqlName(plan, nameOf(plan.text));
    case 'data':
      return 'data';
    default:
      return '';
  }
}

function whereAttribute(plan: ValueOperator<'attribute'>, scope: Scope): string {
  const { store } = scope.run;
  if (plan.scope !== 'occurrence') return plan.scope === 'span' || plan.scope === 'event' ? 'own' : plan.scope;
  const occurrence = scope.frame[plan.slot]!;
  if (!isEvent(store, occurrence)) return 'own';
  const code = store.column('event', plan.key)?.[occurrence - store.spans.count] ?? 0;
  return code === 0 ? `span ${spanText(scope, spanOf(store, occurrence))}` : 'own';
}

/** A span's name and id. */
export function spanText({ run }: Scope, occurrence: Occurrence): string {
  const span = spanOf(run.store, occurrence);
  const name = run.store.spans.name[span]!;
  return `${name === 0 ? '' : String(run.values.present(name))} ${spanIdOf(run.store, span)}`.trim();
}

function ofCoalesce(plan: ValueOperator<'coalesce'>, scope: Scope, inner: Inner): readonly Operand[] {
  const taken = plan.of.find((part) => !isNothing(scope.value(part).value()));
  if (taken === undefined) return [operand(nameOf(plan), plan, scope, 'own')];
  const [first, ...rest] = inner(taken);
  if (first === undefined) return [operand(nameOf(plan), plan, scope, 'literal')];
  return plan.name === undefined ? [first, ...rest] : [{ ...first, name: plan.name }, ...rest];
}

function ofBySignal(plan: ValueOperator<'by-signal'>, scope: Scope, inner: Inner): readonly Operand[] {
  const occurrence = scope.frame[plan.slot]!;
  const stateOf = (signal: number) => scope.run.signals.members(signal).state[occurrence];
  const arm =
    plan.arms.find(({ signal }) => stateOf(signal) === CERTAIN) ??
    plan.arms.find(({ signal }) => stateOf(signal) === POSSIBLE);
  const [first, ...rest] = arm === undefined ? [] : inner(arm.value);
  if (first === undefined) return [operand(nameOf(plan), plan, scope, 'own')];
  return plan.name === undefined ? [first, ...rest] : [{ ...first, name: plan.name }, ...rest];
}

function ofNavigation(plan: ValueOperator<'navigate'>, scope: Scope, inner: Inner): readonly Operand[] {
  const span = makeWay(plan.to, scope.run)(scope.frame[plan.slot]!);
  if (span < 0) return [operand(nameOf(plan), plan, scope, plan.to)];
  scope.frame[plan.target] = span;
  const place = `${plan.to} ${spanText(scope, span)}`;
  const there = (from: string) => (from === 'own' ? place : `${from} of ${place}`);
  return inner(plan.value).map(({ name, value, from }) => ({
    name: `${plan.to}.${name}`,
    value,
    from: value === null ? from : there(from),
  }));
}

function ofInherited(plan: ValueOperator<'inherited'>, scope: Scope, inner: Inner): Operand {
  const whole = operand(plan.name, plan, scope, 'resource');
  const found = scope.other(makeSteps, plan).find();
  if (found === null || whole.value === null) return whole;
  if (found === scope.value(plan.value)) {
    const at = scope.frame[plan.at]!;
    return { ...whole, from: at === scope.frame[plan.slot] ? 'own' : `inherited from ${spanText(scope, at)}` };
  }
  if (plan.fallback !== null && found === scope.value(plan.fallback)) {
    return { ...whole, from: inner(plan.fallback)[0]?.from ?? 'fallback' };
  }
  return whole;
}

function ofAggregate(plan: ValueOperator<'aggregate'>, scope: Scope): Operand {
  const accumulator = makeAccumulator(plan, scope);
  accumulator.reset();
  scope.search(plan.search).each((occurrence, certainty) => {
    accumulator.add(occurrence, certainty === CERTAIN);
    return false;
  });
  const of = plan.value === null ? '' : `.${nameOf(plan.value)}`;
  const skipped = accumulator.skipped === 0 ? '' : `, ${accumulator.skipped} without a value`;
  return operand(`${plan.function}(${signalNameOf(plan.search, scope)}${of})`, plan, scope, `counted${skipped}`);
}
