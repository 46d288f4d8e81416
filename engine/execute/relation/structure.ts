import type { SourcePlan, StructureRelation } from '../../plan/search';
import type { Slot } from '../../plan/value';
import { Parent } from '../../store/store';
import type { Condition } from '../condition/condition';
import { FALSE, type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import { spanOf } from '../occurrence';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { makeLinked } from './linked';

/** How the span of a candidate stands to another; both are in one trace and differ. */
type Relate = (span: number, other: number) => Kleene;

/** The occurrence in `slot` beside the one in `to`; events and intervals stand where their span stands. */
export function makeStructure(plan: Extract<SourcePlan, { op: 'structure' }>, slot: Slot, scope: Scope): Condition {
  const { bound, frame, run } = scope;
  const { store } = run;
  const { trace } = store.spans;
  const { to, relation } = plan;
  if (relation === 'linked_to') return makeLinked(slot, to, scope);
  const onItself = kleeneOf(relation === 'same_span');
  const relate = RELATIONS[relation](run);
  return () => {
    if (bound[slot] === bound[to]) return FALSE;
    const span = spanOf(store, frame[slot]!);
    const other = spanOf(store, frame[to]!);
    if (span === other) return onItself;
    return trace[span] === trace[other] ? relate(span, other) : FALSE;
  };
}

const RELATIONS: Record<Exclude<StructureRelation, 'linked_to'>, (run: Run) => Relate> = {
  child_of: childOf,
  parent_of: (run) => mirrored(childOf(run)),
  descendant_of: descendantOf,
  ancestor_of: (run) => mirrored(descendantOf(run)),
  sibling_of: siblingOf,
  same_span: () => () => FALSE,
};

function mirrored(relate: Relate): Relate {
  return (span, other) => relate(other, span);
}

function childOf({ store }: Run): Relate {
  const { parent } = store.spans;
  return (span, other) => {
    const above = parent[span]!;
    return above === Parent.missing ? UNKNOWN : kleeneOf(above === other);
  };
}

function descendantOf({ index }: Run): Relate {
  const { enter, leave } = index.tree;
  const broken = index.brokenWays;
  return (span, other) => {
    if (enter[span]! > enter[other]! && enter[span]! <= leave[other]!) return TRUE;
    return broken[span] === 1 ? UNKNOWN : FALSE;
  };
}

/** Roots have no siblings. */
function siblingOf({ store }: Run): Relate {
  const { parent } = store.spans;
  return (span, other) => {
    const a = parent[span]!;
    const b = parent[other]!;
    if (a === Parent.none || b === Parent.none) return FALSE;
    return a === Parent.missing || b === Parent.missing ? UNKNOWN : kleeneOf(a === b);
  };
}
