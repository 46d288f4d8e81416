import { SpanFlag } from '../../engine';
import type { ColumnsBuilder } from './builder';
import type { SharedRows } from './shared-rows';

export interface BlockState {
  /** As `SharedRows.closedAs`. */
  readonly closedAs: number;
  readonly read: boolean;
  readonly dropped: boolean;
}

/** A resource's spans, or a scope's, while they are read. */
export class SharedBlock {
  /** The number that its spans carry. */
  opened = 0;
  /** How often one began. */
  opens = 0;
  /** How often one was read, in all. */
  reads = 0;
  #readsBefore = 0;
  #open = false;
  #firstRow = 0;
  #dropped = false;
  #read = false;
  /** Whether other blocks, of the same content so far, have the number too. */
  #isShared = false;
  readonly #builder: ColumnsBuilder;
  readonly #shared: SharedRows;

  constructor(builder: ColumnsBuilder, shared: SharedRows) {
    this.#builder = builder;
    this.#shared = shared;
  }

  open(): void {
    this.opened = this.#shared.open();
    this.opens++;
    this.#isShared = false;
    this.#open = true;
    this.#firstRow = this.#builder.spanCount;
    this.#readsBefore = this.reads;
    this.#dropped = false;
    this.#read = false;
  }

  /** How often the one at hand was read. */
  get ownReads(): number {
    return this.reads - this.#readsBefore;
  }

  /** Whether something was left out of the one at hand, as far as is known. */
  get dropped(): boolean {
    return this.#dropped;
  }

  /** What is known of the one at hand. */
  state(): BlockState {
    return { closedAs: this.#shared.closedAs(this.opened), read: this.#read, dropped: this.#dropped };
  }

  /** A number for blocks of which as much is known as of the one at hand. */
  openTwin(): number {
    const twin = this.#shared.open();
    this.#shared.closeAs(twin, this.#shared.closedAs(this.opened));
    return twin;
  }

  /**
   * Blocks were passed that nothing was dropped from; another one is at hand.
   * @param twin its number, as `openTwin` gave it
   * @param read whether it was read
   * @param firstRow of its spans
   */
  move(twin: number, read: boolean, firstRow: number): void {
    this.opened = twin;
    this.opens++;
    this.#isShared = true;
    this.#open = true;
    this.#firstRow = firstRow;
    this.#readsBefore = this.reads;
    this.#dropped = false;
    this.#read = false;
    if (read) this.read(false);
  }

  /** More is about to be read of the block at hand: what is said of it then is said of no other. */
  separate(): void {
    if (!this.#isShared) return;
    this.#isShared = false;
    this.opened = this.openTwin();
    this.#builder.settle();
    const { resources, spans } = this.#builder;
    const column = this.#shared === resources ? spans.resource : spans.instrumentation;
    column.fill(this.opened, this.#firstRow, spans.count);
  }

  /** What stands behind the block is what is known of another one. */
  readAs({ closedAs, dropped }: BlockState): void {
    this.#shared.closeAs(this.opened, closedAs);
    this.read(dropped);
  }

  /** What stands behind the block was read. It may stand before or behind the spans. */
  read(dropped: boolean): void {
    this.#read = true;
    this.reads++;
    this.#dropped = dropped;
  }

  /** @param whole false if the content broke off inside the block: what would have followed can't be known */
  close(whole: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#dropped || (!whole && !this.#read)) this.#flagSpans();
  }

  /** What such a span lacks may have been on its resource or scope. */
  #flagSpans(): void {
    this.#builder.settle();
    const { spans } = this.#builder;
    for (let row = this.#firstRow; row < spans.count; row++) spans.flags[row]! |= SpanFlag.droppedAttributes;
  }
}
