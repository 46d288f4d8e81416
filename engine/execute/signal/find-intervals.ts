import type { SignalDefinition } from '../../plan/signal';
import type { ValuePlan } from '../../plan/value';
import type { TimeColumn } from '../../store/store';
import { Groups } from '../group/groups';
import { keyCodes } from '../group/keys';
import { compareOccurrences } from '../index/order';
import { compareTimes, startColumn, startRow } from '../index/time';
import { IntervalEnd } from '../intervals';
import { baseOf, firstInterval, isEvent, type Occurrence, spanOf } from '../occurrence';
import type { Run } from '../run';
import { ABSENT } from '../value/nothing';
import { CERTAIN, emptyState, Members } from './members';

/** One interval for each member of `from`, as sure as that one is. */
export function findIntervals(definition: Extract<SignalDefinition, { op: 'interval' }>, run: Run): Members {
  const { store, signals } = run;
  const from = signals.members(definition.from);
  const ends = new Ends(definition, run);
  const keysOf = makeKeys(definition.fromKeys, ends.groups, run);
  const first = firstInterval(store) + store.intervals.count;
  for (const row of from.rows) {
    run.cancellation.step();
    ends.close(row, keysOf(row));
  }
  const rows = from.rows.map((_, i) => first + i);
  const state = emptyState(store);
  from.rows.forEach((row, i) => {
    state[first + i] = from.state[row]!;
  });
  return new Members(store, rows, state);
}

interface Keys {
  /** The groups of equal keys that an occurrence is in: none if a key is absent, null if one can't be known. */
  readonly groups: readonly number[] | null;
  /** The codes of each key; none for one that isn't known. */
  readonly codes: readonly (readonly number[])[];
}

function makeKeys(plans: readonly ValuePlan[], groups: Groups, run: Run): (row: Occurrence) => Keys {
  const scope = run.scope();
  const keys = plans.map((plan) => scope.value(plan));
  return (row) => {
    scope.bind(0, row);
    const codes = keys.map((key) => keyCodes(key, run.values));
    if (codes.every((found) => found.length > 0)) return { groups: groups.find(codes), codes };
    const lacking = keys.filter((_, i) => codes[i]!.length === 0).map((key) => key.value());
    return { groups: lacking.some((value) => value === ABSENT || Array.isArray(value)) ? [] : null, codes };
  };
}

/** What may end intervals, in the order of time. */
class Ends {
  readonly groups: Groups;
  private readonly byGroup = new Map<number, Occurrence[]>();
  /** Those of which a key can't be known: they may end any whose other keys are theirs. */
  private readonly ofAny: Occurrence[] = [];
  private readonly keysOfAny = new Map<Occurrence, Keys>();
  private readonly states: Uint8Array;

  constructor(
    definition: Extract<SignalDefinition, { op: 'interval' }>,
    private readonly run: Run,
  ) {
    this.groups = new Groups(run.values);
    const { rows, state } = run.signals.members(definition.until);
    this.states = state;
    const keysOf = makeKeys(definition.untilKeys, this.groups, run);
    const inOrder = rows.slice().sort((a, b) => compareOccurrences(run.store, a, b));
    for (const row of inOrder) this.put(row, keysOf(row));
  }

  private put(row: Occurrence, keys: Keys): void {
    if (keys.groups === null) {
      this.ofAny.push(row);
      this.keysOfAny.set(row, keys);
    }
    for (const group of keys.groups ?? []) {
      const known = this.byGroup.get(group);
      if (known) known.push(row);
      else this.byGroup.set(group, [row]);
    }
  }

  /** Adds the interval that starts with `from`. */
  close(from: Occurrence, { groups, codes }: Keys): void {
    const lists = (groups ?? []).map((group) => this.byGroup.get(group) ?? NOTHING);
    const sure = this.earliest(lists, from, (row) => this.states[row] === CERTAIN);
    const first = this.earliest(lists.length === 0 ? lists : [...lists, this.ofAny], from, (row) =>
      this.mayEnd(row, codes),
    );
    if (groups === null || (first !== null && sure === null)) this.addOpen(from, IntervalEnd.unknown);
    else if (first === null || sure === null) this.addOpen(from, IntervalEnd.open);
    else {
      const { store } = this.run;
      const state = this.order(first, sure) === 0 ? IntervalEnd.closed : IntervalEnd.unknown;
      store.intervals.add(baseOf(store, from), startColumn(store, sure), startRow(store, sure), state);
    }
  }

  private mayEnd(row: Occurrence, codes: Keys['codes']): boolean {
    const keys = this.keysOfAny.get(row);
    return keys?.codes.every((key, i) => key.length === 0 || this.groups.share(key, codes[i]!)) ?? true;
  }

  private addOpen(from: Occurrence, state: typeof IntervalEnd.open | typeof IntervalEnd.unknown): void {
    const { store } = this.run;
    store.intervals.add(baseOf(store, from), NEVER, 0, state);
  }

  /** The first after `from` that passes a test, of lists in the order of time. */
  private earliest(
    lists: readonly (readonly Occurrence[])[],
    from: Occurrence,
    test: (row: Occurrence) => boolean,
  ): Occurrence | null {
    let earliest: Occurrence | null = null;
    for (const rows of lists) {
      let i = this.firstNotBefore(rows, from);
      while (i < rows.length && !(this.isAfter(rows[i]!, from) && test(rows[i]!))) i++;
      if (i < rows.length && (earliest === null || this.order(rows[i]!, earliest) < 0)) earliest = rows[i]!;
    }
    return earliest;
  }

  private firstNotBefore(rows: readonly Occurrence[], from: Occurrence): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.order(rows[middle]!, from) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Starts later, or at the same time as a later event of one span. */
  private isAfter(row: Occurrence, from: Occurrence): boolean {
    const { store } = this.run;
    const order = this.order(row, from);
    if (order !== 0) return order > 0;
    return isEvent(store, row) && isEvent(store, from) && spanOf(store, row) === spanOf(store, from) && row > from;
  }

  private order(a: Occurrence, b: Occurrence): number {
    const { store } = this.run;
    return compareTimes(startColumn(store, a), startRow(store, a), startColumn(store, b), startRow(store, b));
  }
}

const NOTHING: readonly Occurrence[] = [];

/** After all that can have been read: what is open has not ended at the last instant of the input either. */
const NEVER: TimeColumn = { seconds: Uint32Array.of(0xffff_ffff), nanoseconds: Uint32Array.of(999_999_999) };
