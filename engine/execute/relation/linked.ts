import type { Slot } from '../../plan/value';
import { SpanFlag } from '../../store/store';
import type { Condition } from '../condition/condition';
import { FALSE, TRUE, UNKNOWN } from '../kleene';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';

/** Whether the span of one has a link to the span of the other. A candidate that dropped links may have had it. */
export function makeLinked(slot: Slot, to: Slot, scope: Scope): Condition {
  const { bound, frame, run } = scope;
  const { store, index } = run;
  const { flags } = store.spans;
  return () => {
    if (bound[slot] === bound[to]) return FALSE;
    const span = spanOf(store, frame[slot]!);
    if (index.links.linked(spanOf(store, frame[to]!)).includes(span)) return TRUE;
    return flags[span]! & SpanFlag.droppedLinks ? UNKNOWN : FALSE;
  };
}
