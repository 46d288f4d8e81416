import type { SignalDefinition, SignalPlan } from '../../plan/signal';
import { Batch } from '../batch/batch';
import { type BatchTest, batchTestOf, eachAlone } from '../batch/batch-test';
import type { NameIndex } from '../index/name-index';
import { FALSE } from '../kleene';
import type { OccurrenceStore } from '../occurrence';
import { ascending, type Run } from '../run';
import type { Scope } from '../scope';
import { findIntervals } from './find-intervals';
import type { Found } from './kept-members';
import { emptyState, type Members } from './members';
import { narrow } from './narrow';

type Definition<Op extends SignalDefinition['op']> = Extract<SignalDefinition, { op: Op }>;

/** Goes through the store once and says which occurrences a signal has. */
export function findMembers({ definition }: SignalPlan, run: Run): Members {
  switch (definition.op) {
    case 'named':
      return named(definition, run);
    case 'spans':
      return matching(definition, run, () => candidateSpans(definition.name, run));
    case 'events':
      return matching(definition, run, () => candidateEvents(definition.name, run));
    case 'narrow':
      return narrowed(definition, run);
    case 'union':
      return union(definition, run);
    case 'interval':
      return findIntervals(definition, run);
  }
}

function named(definition: Definition<'named'>, run: Run): Members {
  const { name } = definition;
  return run.index.keptMembers.of(definition, run, () => {
    const spans = candidateSpans(name, run);
    const events = candidateEvents(name, run);
    const rows = new Uint32Array(spans.length + events.length);
    rows.set(spans);
    rows.set(events, spans.length);
    return { rows };
  });
}

/** Two values: where the condition is unknown the occurrence is no member. */
function matching(definition: Definition<'spans' | 'events'>, run: Run, candidates: () => Uint32Array): Members {
  const { where } = definition;
  return run.index.keptMembers.of(definition, run, () => ({
    rows: where === null ? candidates() : narrow(candidates(), where, run.scope()),
  }));
}

function narrowed(definition: Definition<'narrow'>, run: Run): Members {
  const base = run.signals.members(definition.of);
  return run.index.keptMembers.of(definition, run, (store) => {
    const scope = run.scope();
    const where = scope.condition(definition.where);
    return narrowMembers(base, base.hasIntervals ? eachAlone(where) : batchTestOf(where), emptyState(store), scope);
  });
}

/** Three values: where the condition is unknown a member is a possible one. */
function narrowMembers(base: Members, where: BatchTest, state: Uint8Array, scope: Scope): Found {
  const batch = new Batch(scope);
  const left = new Uint32Array(base.rows.length);
  let count = 0;
  batch.traces.fill(-1);
  batch.goThrough(0, base.rows, (from) => {
    const values = where(batch, null);
    for (let i = 0; i < batch.count; i++) {
      if (values[i] === FALSE) continue;
      const row = base.rows[from + i]!;
      state[row] = base.allCertain ? values[i]! : Math.min(values[i]!, base.state[row]!);
      left[count++] = row;
    }
  });
  return { rows: left.slice(0, count), state };
}

function union(definition: Definition<'union'>, run: Run): Members {
  const parts = definition.of.map((signal) => run.signals.members(signal));
  if (parts.length === 1) return parts[0]!;
  return run.index.keptMembers.union(parts, run, (store) => {
    const rows = joined(parts);
    return parts.every((part) => part.allCertain) ? { rows } : { rows, state: joinedState(parts, store) };
  });
}

/** Of each row the surest. */
function joinedState(parts: readonly Members[], store: OccurrenceStore): Uint8Array {
  const joined = emptyState(store);
  for (const { rows, state } of parts) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (joined[row]! < state[row]!) joined[row] = state[row]!;
    }
  }
  return joined;
}

/** Ascending, each row once. */
function joined(parts: readonly Members[]): Uint32Array {
  return parts.map(({ rows }) => rows).reduce(merged);
}

/** Of two that are ascending; a sort of all their rows takes twenty times as long. */
function merged(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const rows = new Uint32Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let count = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    if (left <= right) i++;
    if (right <= left) j++;
    rows[count++] = left <= right ? left : right;
  }
  while (i < a.length) rows[count++] = a[i++]!;
  while (j < b.length) rows[count++] = b[j++]!;
  return rows.subarray(0, count);
}

/** Spans of the selected traces, all or those of one name. */
function candidateSpans(name: string | null, run: Run): Uint32Array {
  const { spans } = run.store;
  const rows = name === null ? run.allSpans : rowsNamed(name, run, run.index.spanNames);
  const { traces } = run.selection;
  return traces === null ? rows : rows.filter((row) => traces[spans.trace[row]!] === 1);
}

/** The same for events, as occurrences. */
function candidateEvents(name: string | null, run: Run): Uint32Array {
  const { spans, events } = run.store;
  const rows = name === null ? ascending(events.count) : rowsNamed(name, run, run.index.eventNames);
  const { traces } = run.selection;
  const selected = traces === null ? rows : rows.filter((row) => traces[spans.trace[events.span[row]!]!] === 1);
  return selected.map((row) => row + spans.count);
}

function rowsNamed(name: string, run: Run, index: NameIndex): Uint32Array {
  return index.rowsOf(run.store.values.codeOfString(name));
}
