import { EventFlag, SpanFlag, type TraceStore } from '../../store/store';
import { withIntervals } from '../occurrence';
import { type Selection, selectAll } from '../selection';
import { KeptMembers } from '../signal/kept-members';
import { KeptAnswers } from '../sql/answers';
import { findBrokenWays } from './broken-ways';
import { KeptWalks } from './kept-walks';
import { buildLinkIndex, type LinkIndex } from './link-index';
import { NameIndex } from './name-index';
import { findRoots } from './roots';
import { SpareTables } from './spare-tables';
import { type Extent, extent } from './time';
import { buildTree, findEntries, type Tree } from './tree';

/** What is worked out once for a store, when a rule first asks for it, and kept as long as the store. */
export class StoreIndex {
  readonly keptMembers: KeptMembers;
  readonly sqlAnswers = new KeptAnswers();
  readonly walks = new KeptWalks();
  readonly spareTables = new SpareTables();
  private spanNameIndex: NameIndex | undefined;
  private eventNameIndex: NameIndex | undefined;
  private treeOfSpans: Tree | undefined;
  private entryOfSpans: Int32Array | undefined;
  private rootOfTraces: Int32Array | undefined;
  private brokenWaysOfSpans: Uint8Array | undefined;
  private linkIndex: LinkIndex | undefined;
  private spansDrop: boolean | undefined;
  private eventsDrop: boolean | undefined;
  private selectionOfAll: Selection | undefined;
  private extentOfSpans: Extent | undefined;

  constructor(private readonly store: TraceStore) {
    this.keptMembers = new KeptMembers(withIntervals(store));
  }

  get spanNames(): NameIndex {
    const { spans, values } = this.store;
    this.spanNameIndex ??= new NameIndex(spans.name, spans.count, values.size);
    return this.spanNameIndex;
  }

  get eventNames(): NameIndex {
    const { events, values } = this.store;
    this.eventNameIndex ??= new NameIndex(events.name, events.count, values.size);
    return this.eventNameIndex;
  }

  get tree(): Tree {
    this.treeOfSpans ??= buildTree(this.store.spans);
    return this.treeOfSpans;
  }

  /** Whether some span's attributes were dropped: otherwise what no span has is absent. */
  get spansDropAttributes(): boolean {
    const { spans } = this.store;
    this.spansDrop ??= hasFlag(spans.flags, SpanFlag.droppedAttributes, spans.count);
    return this.spansDrop;
  }

  get eventsDropAttributes(): boolean {
    const { events } = this.store;
    this.eventsDrop ??= hasFlag(events.flags, EventFlag.droppedAttributes, events.count);
    return this.eventsDrop;
  }

  get wholeSelection(): Selection {
    this.selectionOfAll ??= selectAll(this.store);
    return this.selectionOfAll;
  }

  get entries(): Int32Array {
    this.entryOfSpans ??= findEntries(this.store.spans, this.tree);
    return this.entryOfSpans;
  }

  /** Of all spans; there must be one. */
  get extent(): Extent {
    this.extentOfSpans ??= extent(this.store, 0, this.store.spans.count);
    return this.extentOfSpans;
  }

  get roots(): Int32Array {
    this.rootOfTraces ??= findRoots(this.store);
    return this.rootOfTraces;
  }

  get brokenWays(): Uint8Array {
    this.brokenWaysOfSpans ??= findBrokenWays(this.store.spans, this.tree);
    return this.brokenWaysOfSpans;
  }

  get links(): LinkIndex {
    this.linkIndex ??= buildLinkIndex(this.store);
    return this.linkIndex;
  }
}

const indexes = new WeakMap<TraceStore, StoreIndex>();

export function indexOf(store: TraceStore): StoreIndex {
  const known = indexes.get(store);
  if (known) return known;
  const built = new StoreIndex(store);
  indexes.set(store, built);
  return built;
}

function hasFlag(flags: Uint8Array, flag: number, count: number): boolean {
  let all = 0;
  for (let row = 0; row < count; row++) all |= flags[row]!;
  return (all & flag) !== 0;
}
