import type { ConditionPlan, Search, Slot, SourcePlan, TimeRelation, ValuePlan } from '../../engine';
import { lookUpSignal } from '../names/lookup';
import { splitPath } from '../syntax/path';
import type { Term } from '../syntax/term';
import { besideText } from './beside-text';
import type { Context } from './context';
import { readOn } from './names';
import type { SignalEntry } from './signal-table';
import { compileValue } from './value';

type CallTerm = Term & { kind: 'call' };

const LABEL = 'the tenant’s context was set before';
const UNKNOWN: ConditionPlan = { op: 'constant', value: 'unknown', label: LABEL };

/**
 * The tenant's context was set in the statement's trace before, and not cleared since; on the same connection, where both
 * say which. What starts at the same instant may have come first or not. Null in declarations, which search nothing.
 */
export function contextSet(call: CallTerm, context: Context): ConditionPlan | null {
  const statement = context.mayUseSearches ? slotOf(call, context) : null;
  const isSet = statement === null ? null : signalNamed('tenant.context_set', call, context);
  if (statement === null || isSet === null) return null;
  const isCleared = signalNamed('tenant.context_cleared', call, context);
  const searching = { statement, call, context };
  const set = inTrace(isSet, searching);
  const before = starting('starts_before', statement, set);
  const still = isCleared === null ? before : where(before, not(clearedBetween(isCleared, set.slot, searching)));
  return either(has(still), has(starting('starts_with', statement, inTrace(isSet, searching))));
}

interface Searching {
  readonly statement: Slot;
  readonly call: CallTerm;
  readonly context: Context;
}

/** Between the setting and the statement; of what starts with either nobody knows. */
function clearedBetween(signal: SignalEntry, set: Slot, searching: Searching): ConditionPlan {
  const { statement } = searching;
  const cleared = (relation: TimeRelation, to: Slot) => starting(relation, to, inTrace(signal, searching));
  const between = starting('starts_before', statement, cleared('starts_after', set));
  return either(has(between), or([has(cleared('starts_with', set)), has(cleared('starts_with', statement))]));
}

/** True if `sure` is, unknown if only `maybe` is. */
function either(sure: ConditionPlan, maybe: ConditionPlan): ConditionPlan {
  return or([sure, { op: 'and', of: [maybe, UNKNOWN], label: LABEL }]);
}

/** The members of a signal in the statement's trace that are not on another connection. */
function inTrace(signal: SignalEntry, { statement, call, context }: Searching): Search {
  const slot = context.frame.allocate();
  const connection = (at: Slot, of: SignalEntry | null): ValuePlan =>
    readOn({ slot: at, signal: of }, splitPath('connection.id'), call.node, context, 'other');
  const [mine, theirs] = [connection(statement, null), connection(slot, signal)];
  const same = or([
    { op: 'is-null', of: mine, negated: false, label: LABEL },
    { op: 'is-null', of: theirs, negated: false, label: LABEL },
    { op: 'compare', operator: '==', left: theirs, right: mine, label: LABEL },
  ]);
  const source: SourcePlan = { op: 'where', of: { op: 'signal', signal: signal.id }, condition: same };
  return { slot, within: null, except: null, inTraceOf: statement, source };
}

function starting(relation: TimeRelation, to: Slot, search: Search): Search {
  return { ...search, source: { op: 'time', of: search.source, relation, to: [to], distance: null, clockSkew: 0n } };
}

function where(search: Search, condition: ConditionPlan): Search {
  return { ...search, source: { op: 'where', of: search.source, condition } };
}

function has(search: Search): ConditionPlan {
  return { op: 'has', search, label: LABEL };
}

function not(of: ConditionPlan): ConditionPlan {
  return { op: 'not', of, label: LABEL };
}

function or(of: readonly ConditionPlan[]): ConditionPlan {
  return { op: 'or', of, label: LABEL };
}

function signalNamed(name: string, call: CallTerm, context: Context): SignalEntry | null {
  return lookUpSignal(context.scope, name).declared ? context.signals.named(name, context, call.node) : null;
}

/** The occurrence that the statement stands on. */
function slotOf(call: CallTerm, context: Context): Slot | null {
  const text = call.args[0] ? compileValue(call.args[0].value, context) : null;
  const found = text && besideText(text, (slot) => ({ op: 'values', slot }));
  return found?.op === 'values' ? found.slot : null;
}
