import type { Plan } from '../plan/plan';
import type { JudgeOptions } from '../report';
import type { TraceStore } from '../store/store';
import { Cancellation } from './cancellation';
import { HexIds } from './index/hex';
import { indexOf, type StoreIndex } from './index/store-index';
import { type OccurrenceStore, withIntervals } from './occurrence';
import { slotsOf } from './plan-walk';
import { Scope } from './scope';
import { type Selection, select } from './selection';
import { Signals } from './signal/signals';
import { SqlTexts } from './sql/texts';
import { Subject } from './subject';
import { SharedCodes } from './value/shared-codes';
import { SourceNaming } from './value/source';
import { Values } from './value/values';
import type { Walk } from './value/walk';

/** What one judgement of a plan over a store has in common. */
export class Run {
  readonly values: Values;
  readonly index: StoreIndex;
  readonly signals: Signals;
  readonly selection: Selection;
  readonly cancellation: Cancellation;
  readonly sourceNaming = new SourceNaming();
  /** Walks up to the root that were made executable, by what they look for. */
  readonly walks = new Map<string, Walk>();
  readonly sql: SqlTexts;
  readonly ids: HexIds;
  /** The codes of what statements are pinned to, where that is several values, by the codes of these. */
  readonly pinned = new Map<string | number, number>();
  /** What values are on spans and events, shared by all rules that read the same. */
  readonly shared: SharedCodes;
  /** Where a finding's tenant is read. */
  readonly tenantScope: Scope;
  readonly store: OccurrenceStore;
  private readonly slots: number;
  private rowsOfSpans: Uint32Array | undefined;

  constructor(
    readonly plan: Plan,
    store: TraceStore,
    readonly options: JudgeOptions,
  ) {
    this.store = withIntervals(store);
    this.index = indexOf(store);
    this.values = new Values(store.values, this.index.spareTables);
    this.ids = new HexIds(store);
    this.sql = new SqlTexts(options.sql, this.index);
    this.selection = select(store, options.period);
    this.shared = new SharedCodes(this);
    this.cancellation = new Cancellation(options.cancelled);
    this.slots = Math.max(0, ...slotsOf(plan)) + 1;
    this.signals = new Signals(this);
    this.tenantScope = this.scope();
  }

  /** Every span's row, for signals that take any. Not to be written to. */
  get allSpans(): Uint32Array {
    this.rowsOfSpans ??= ascending(this.store.spans.count);
    return this.rowsOfSpans;
  }

  /** A scope of its own: a frame that nothing else writes to, and no subject. */
  scope(): Scope {
    return new Scope(this, new Int32Array(this.slots).fill(-1), new Subject());
  }
}

/** 0, 1, 2, … */
export function ascending(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
