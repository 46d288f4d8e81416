import { fetchRequestOf } from '../execute/fetch-request-of';
import { Run } from '../execute/run';
import { CERTAIN } from '../execute/signal/members';
import type { Plan, RulePlan } from '../plan/plan';
import type { SignalId } from '../plan/signal';
import type { JudgeOptions } from '../report';
import type { ColumnScope, TraceStore } from '../store/store';
import { readingOf } from './rule-reading';

/** What a rule finds in a store: how much there is to judge by. Counts are of the whole store. */
export interface RuleSeen {
  readonly signals: readonly SignalSeen[];
  readonly attributes: readonly AttributeSeen[];
}

export interface SignalSeen {
  readonly id: SignalId;
  readonly name: string;
  readonly certain: number;
  readonly possible: number;
}

/** An attribute that the rule reads, and how many rows of its scope have it. */
export interface AttributeSeen {
  readonly scope: ColumnScope;
  readonly key: string;
  readonly present: number;
  readonly rows: number;
}

const SCOPES: readonly ColumnScope[] = ['span', 'event', 'link', 'resource', 'instrumentation'];

/** Counts what one rule's signals match and which of the attributes it reads are there. */
export function seenBy(
  rule: RulePlan,
  plan: Plan,
  store: TraceStore,
  options: Pick<JudgeOptions, 'sql'> = {},
): RuleSeen {
  const own = { ...plan, rules: [rule] };
  const run = new Run(own, store, options);
  const request = fetchRequestOf(own);
  return {
    signals: readingOf(rule, plan).signals.map(({ id, name }) => ({ id, name, ...matchesOf(id, run) })),
    attributes: SCOPES.flatMap((scope) => request[scope].map((key) => attributeSeen(scope, key, store))),
  };
}

function matchesOf(id: SignalId, { signals }: Run): Pick<SignalSeen, 'certain' | 'possible'> {
  const { rows, state, allCertain } = signals.members(id);
  const certain = allCertain ? rows.length : rows.reduce((count, row) => count + Number(state[row] === CERTAIN), 0);
  return { certain, possible: rows.length - certain };
}

function attributeSeen(scope: ColumnScope, key: string, store: TraceStore): AttributeSeen {
  const column = store.column(scope, key);
  const present = column === undefined ? 0 : column.reduce((count, code) => count + Number(code !== 0), 0);
  return { scope, key, present, rows: rowsOf(scope, store) };
}

function rowsOf(scope: ColumnScope, store: TraceStore): number {
  switch (scope) {
    case 'span':
      return store.spans.count;
    case 'event':
      return store.events.count;
    case 'link':
      return store.links.count;
    case 'resource':
      return store.resourceCount;
    case 'instrumentation':
      return store.instrumentationCount;
  }
}
