import type { RulePlan } from '../../plan/plan';
import { baseOf, isEvent, isInterval, type Occurrence, spanOf, traceOf } from '../occurrence';
import type { Run } from '../run';
import { keyToken } from '../value/key-token';
import { hash64 } from './hash';

/** What tells a subject from all others of its rule, whatever the order and place of the traces. */
export interface Identity {
  /** The trace of a trace subject, else null. */
  readonly trace: number | null;
  readonly occurrence: Occurrence | null;
  /** Codes of the group's keys. */
  readonly keys: readonly number[];
  readonly windowStart: bigint | null;
}

/** `sig_` and 16 hex digits. */
export function signalId(rule: RulePlan, identity: Identity, run: Run): string {
  const { values, ids } = run;
  const parts = [
    rule.id,
    identity.trace === null ? null : ids.ofTrace(identity.trace),
    identity.occurrence === null ? null : occurrenceParts(run, identity.occurrence),
    identity.keys.map((code) => keyToken(values.present(code))),
    identity.windowStart === null ? null : String(identity.windowStart),
  ];
  return `sig_${hash64(JSON.stringify(parts))}`;
}

/** Trace, span, and an event's place on its span. */
function occurrenceParts({ store, ids }: Run, occurrence: Occurrence): readonly unknown[] {
  const span = spanOf(store, occurrence);
  const base = baseOf(store, occurrence);
  const ordinal = isEvent(store, base) ? base - store.spans.count - store.spans.firstEvent[span]! : null;
  const parts = [ids.ofTrace(traceOf(store, occurrence)), ids.ofSpan(span), ordinal];
  return isInterval(store, occurrence) ? [...parts, 'interval'] : parts;
}
