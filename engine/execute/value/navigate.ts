import { Parent } from '../../store/store';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import { BROKEN } from '../index/tree';
import { isEvent, type Occurrence, spanOf, traceOf } from '../occurrence';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE, BROKEN_PARENT, BROKEN_PARENT_CODE } from './nothing';

/** Where a way leads: a span row, or one of these. */
export const NOWHERE = -1;
export const BROKEN_WAY = -2;

export type Way = (occurrence: Occurrence) => number;

/** `value` with `target` holding the span that the way from `slot` leads to. */
export function makeNavigate(plan: ValueOperator<'navigate'>, scope: Scope): Evaluator {
  const { frame, run } = scope;
  const { slot, target } = plan;
  const way = makeWay(plan.to, run);
  const inner = scope.value(plan.value);
  const go = (): number => {
    const span = way(frame[slot]!);
    if (span >= 0) frame[target] = span;
    return span;
  };
  const source: Evaluator['source'] = (into) => {
    if (go() >= 0) inner.source(into);
  };
  const { code, sourceNames } = inner;
  if (code !== null) return coded(run, codeThere(go, code), sourceNames, source, codesThere(plan, way, inner));
  const value = () => {
    const span = go();
    return span >= 0 ? inner.value() : span === NOWHERE ? ABSENT : BROKEN_PARENT;
  };
  return { value, code: null, source, sourceNames };
}

function codeThere(go: () => number, code: () => number): () => number {
  return () => {
    const span = go();
    return span >= 0 ? code() : span === NOWHERE ? ABSENT_CODE : BROKEN_PARENT_CODE;
  };
}

/** Asks what all ways lead to at once. */
function codesThere({ slot, target }: ValueOperator<'navigate'>, way: Way, inner: Evaluator): BatchCodes {
  const ask = batchCodesOf(inner);
  const room = new Codes();
  const there = new Results();
  return (batch, wanted) => {
    const { count } = batch;
    const from = batch.column(slot);
    const to = batch.column(target);
    const found = room.array;
    let arrived = 0;
    for (let i = 0; i < count; i++) {
      const span = way(from[i]!);
      there.array[i] = span >= 0 && (wanted === null || wanted[i] !== 0) ? 1 : 0;
      arrived += there.array[i]!;
      // any span will do where nobody asks
      to[i] = span >= 0 ? span : 0;
      found[i] = span === NOWHERE ? ABSENT_CODE : BROKEN_PARENT_CODE;
    }
    if (arrived === 0) return found;
    const codes = ask(batch, there.array);
    for (let i = 0; i < count; i++) if (there.array[i] === 1) found[i] = codes[i]!;
    return found;
  };
}

export function makeWay(to: 'parent' | 'root' | 'entry', run: Run): Way {
  switch (to) {
    case 'parent':
      return wayToParent(run);
    case 'root':
      return wayToRoot(run);
    case 'entry':
      return wayToEntry(run);
  }
}

function wayToParent({ store }: Run): Way {
  const { parent } = store.spans;
  return (occurrence) => wayOfParent(parent[spanOf(store, occurrence)]!);
}

function wayOfParent(parent: number): number {
  return parent >= 0 ? parent : parent === Parent.none ? NOWHERE : BROKEN_WAY;
}

/** Unknown without exactly one root. */
function wayToRoot({ store, index }: Run): Way {
  const { roots } = index;
  return (occurrence) => {
    const root = roots[traceOf(store, occurrence)]!;
    return root >= 0 ? root : BROKEN_WAY;
  };
}

/** The nearest SERVER or CONSUMER span strictly above (an event's own span is above it), else the topmost. */
function wayToEntry({ store, index }: Run): Way {
  const { parent } = store.spans;
  // nearly always something is found before anybody goes this way
  let entry: Int32Array | undefined;
  return (occurrence) => {
    entry ??= index.entries;
    const above = isEvent(store, occurrence) ? spanOf(store, occurrence) : wayOfParent(parent[occurrence]!);
    if (above < 0) return above;
    return entry[above] === BROKEN ? BROKEN_WAY : entry[above]!;
  };
}
