import * as At from '../../assembly/layout';
import type { ColumnsBuilder } from '../columns/builder';
import { copyMapped } from '../columns/copy-mapped';
import type { SharedBlock } from '../columns/shared-block';
import { PLAIN_OCTETS } from '../columns/span-rows';
import { OF_EVENTS, OF_SPANS, ScannedAttributes } from './scanned-attributes';
import { ScannedTexts } from './scanned-texts';
import { controlIndex, passingIndex, ScannerBatch, WORD_COLUMNS } from './scanner-batch';
import type { ScannerExports } from './scanner-memory';

const POSITION = controlIndex(At.POSITION);
const LINE = controlIndex(At.LINE);
const ROW_COUNT = controlIndex(At.ROW_COUNT);
const PAIR_COUNT = controlIndex(At.PAIR_COUNT);
const EVENT_COUNT = controlIndex(At.EVENT_COUNT);
const TEXT_COUNT = controlIndex(At.TEXT_COUNT);
const TRACE_COUNT = controlIndex(At.TRACE_COUNT);
const PASSAGE_COUNT = passingIndex(At.PASSAGE_COUNT);
const IS_FIRST = passingIndex(At.IS_FIRST);
const FIRST_WINDOW = 1 << 17;
/** A window that has moved farther begins a batch anew: places have 32 bits. */
const FARTHEST = 2 ** 31;

/** What is scanned: where the window begins in the content, and a position in it. */
interface ScannedWindow {
  readonly base: number;
  pos: number;
}

/** The same of a content with lines. */
interface ScannedLines extends ScannedWindow {
  line: number;
}

/** Ways from a list of spans into the next one that the scanner may take by itself. */
interface KnownWays {
  /** How many of those it was told of. */
  readonly usable: number;
  /** Called when it may have taken some, with what it says of that and how many spans are in rows. */
  follow(passing: Uint32Array, rows: number): void;
}

/** A list of spans. */
export interface SpanListPlace {
  /** Whether nothing of it but its bracket was read. */
  isFirst: boolean;
  readonly resource: SharedBlock;
  readonly scope: SharedBlock;
  readonly passages: KnownWays | null;
}

/**
 * Spans at the scanner's speed: those that are written as usual go from the window into batches, and from there into
 * the builder. One serves all contents of a builder, one after another.
 */
export class SpanScanner {
  readonly #exports: ScannerExports;
  readonly #builder: ColumnsBuilder;
  readonly #texts: ScannedTexts;
  readonly #spanAttributes: ScannedAttributes;
  readonly #eventAttributes: ScannedAttributes;
  #batch: ScannerBatch;
  /** Spans of the batch. */
  #rows = 0;
  /** Of the content that is being read. */
  #file = 0;
  #base = 0;

  constructor(exports: ScannerExports, builder: ColumnsBuilder) {
    const { catalog, request, spanAttributes, eventAttributes } = builder;
    this.#exports = exports;
    this.#builder = builder;
    this.#texts = new ScannedTexts(builder.values);
    const { span, event, prefixes } = request;
    this.#spanAttributes = new ScannedAttributes(OF_SPANS, span, prefixes, spanAttributes, catalog, this.#texts);
    this.#eventAttributes = new ScannedAttributes(OF_EVENTS, event, prefixes, eventAttributes, catalog, this.#texts);
    exports.reserve(FIRST_WINDOW);
    exports.fill();
    this.#batch = new ScannerBatch(exports.memory.buffer);
    const { control } = this.#batch;
    control[controlIndex(At.WANTS_EVENTS)] = request.events ? 1 : 0;
    control[controlIndex(At.WANTS_LINKS)] = request.links ? 1 : 0;
    control[controlIndex(At.WANTS_STATUS_MESSAGE)] = request.statusMessage ? 1 : 0;
    this.#spanAttributes.describe(this.#batch);
    this.#eventAttributes.describe(this.#batch);
    this.#forgetTexts();
  }

  /** Spans that were read and are not in the builder yet. */
  get pending(): number {
    return this.#rows;
  }

  get batch(): ScannerBatch {
    return this.#batch;
  }

  /** The window, of at least so many bytes and with what was in it. */
  readonly room = (length: number): Uint8Array<ArrayBuffer> => {
    this.#exports.reserve(length);
    if (this.#batch.bytes.length === 0) this.#batch = new ScannerBatch(this.#exports.memory.buffer);
    return this.#batch.window();
  };

  /**
   * Reads spans from the scanner's position on, as long as they are written as usual; position and line move on.
   * @param at says whether nothing of the list but its bracket was read, in which resource and scope it is, and which
   * ways lead from it into other lists; what is said changes with the list
   * @returns `LIST_ENDS`, or `UNUSUAL` before what has to be read without it; `UNUSUAL` is also where bytes are missing
   */
  scan(scanner: ScannedLines, file: number, at: SpanListPlace): number {
    if (scanner.base !== this.#base) this.flush();
    return this.#scan(scanner, file, () => {
      const { control, passing } = this.#batch;
      control[LINE] = scanner.line;
      passing[PASSAGE_COUNT] = at.passages?.usable ?? 0;
      const why = this.#exports.scan(at.isFirst ? 1 : 0, at.resource.opened, at.scope.opened);
      scanner.line = control[LINE]!;
      at.isFirst = passing[IS_FIRST] !== 0;
      at.passages?.follow(passing, this.#builder.spans.count);
      return why;
    });
  }

  /** Passes the object at the scanner's position, whatever is in it; false where it doesn't end in the window. */
  passObject(scanner: ScannedLines): boolean {
    const { control } = this.#batch;
    control[POSITION] = At.WINDOW + scanner.pos;
    control[LINE] = scanner.line;
    if (this.#exports.passObject() === 0) return false;
    scanner.pos = control[POSITION]! - At.WINDOW;
    scanner.line = control[LINE]!;
    return true;
  }

  /**
   * The same of spans in protobuf.
   * @param end where their list ends in the window, or the bytes at hand
   */
  scanMessages(window: ScannedWindow, file: number, end: number, resource: number, scope: number): number {
    return this.#scan(window, file, () =>
      this.#exports.scanMessages(At.WINDOW + end, resource, scope, window.base - this.#base),
    );
  }

  #scan(window: ScannedWindow, file: number, scan: () => number): number {
    const moved = window.base - this.#base;
    if (file !== this.#file || moved < 0 || moved > FARTHEST) this.flush();
    this.#file = file;
    let stuck = false;
    for (;;) {
      const { control } = this.#batch;
      // places of a batch are said from there on
      if (this.#rows === 0) this.#base = window.base;
      control[POSITION] = At.WINDOW + window.pos;
      const why = scan();
      window.pos = control[POSITION]! - At.WINDOW;
      this.#rows = control[ROW_COUNT]!;
      if (why !== At.FULL) return why;
      const isEmpty = this.#rows === 0;
      if (this.#rows < At.ROWS) this.#makeRoom();
      else this.flush();
      // a span that doesn't fit even where there is nothing else
      if (stuck && isEmpty) return At.UNUSUAL;
      stuck = isEmpty;
    }
  }

  #makeRoom(): void {
    this.flush();
    this.#forgetTexts();
  }

  #forgetTexts(): void {
    const word = () => Math.floor(Math.random() * 0x1_0000_0000);
    this.#exports.forgetTexts(word(), word(), word(), word());
    this.#texts.forget(this.#batch);
    this.#spanAttributes.forgetTexts();
    this.#eventAttributes.forgetTexts();
  }

  /** Puts what was read into the builder. */
  flush(): void {
    const count = this.#rows;
    if (count === 0) return;
    const batch = this.#batch;
    const { control } = batch;
    const { spans, events } = this.#builder;
    const eventCount = control[EVENT_COUNT]!;
    const [firstRow, firstEvent] = [spans.count, events.count];
    this.#resolveTexts(batch, count, eventCount);
    this.#exports.settle(this.#base, firstEvent);
    this.#addSpans(batch, count);
    this.#addEvents(batch, eventCount);
    this.#spanAttributes.addColumns(batch, firstRow, count);
    this.#eventAttributes.addColumns(batch, firstEvent, eventCount);
    this.#addPairs(batch, count, firstRow, firstEvent);
    control[ROW_COUNT] = 0;
    control[PAIR_COUNT] = 0;
    control[EVENT_COUNT] = 0;
    this.#rows = 0;
  }

  /** With a catalog most texts are but looked at: those that go into columns are asked for one by one. */
  #resolveTexts(batch: ScannerBatch, count: number, eventCount: number): void {
    if (this.#builder.catalog === null) {
      this.#texts.resolve(batch, batch.control[TEXT_COUNT]!);
      return;
    }
    this.#texts.resolveColumn(batch, batch.words.name, count);
    this.#texts.resolveColumn(batch, batch.statusMessage, count);
    this.#texts.resolveColumn(batch, batch.eventName, eventCount);
  }

  #addSpans(batch: ScannerBatch, count: number): void {
    const { links, request, spans, traceIds } = this.#builder;
    const first = spans.count;
    spans.reserve(count);
    for (const column of WORD_COLUMNS) spans[column].set(batch.words[column].subarray(0, count), first);
    for (const column of PLAIN_OCTETS) spans[column].set(batch.octets[column].subarray(0, count), first);
    // memory that holds nothing but zeros costs nothing until somebody writes them
    if (request.statusMessage) spans.statusMessage.set(batch.statusMessage.subarray(0, count), first);
    spans.offset.set(batch.offset.subarray(0, count), first);
    spans.firstLink.fill(links.count, first, first + count);
    spans.file.fill(this.#file, first, first + count);
    const traces = traceIds.numbers(batch.traceIds, batch.control[TRACE_COUNT]!);
    copyMapped(batch.trace.subarray(0, count), traces, spans.trace, first);
    spans.count += count;
  }

  #addEvents(batch: ScannerBatch, count: number): void {
    if (count === 0) return;
    const { events } = this.#builder;
    const first = events.count;
    events.reserve(count);
    events.name.set(batch.eventName.subarray(0, count), first);
    events.seconds.set(batch.eventSeconds.subarray(0, count), first);
    events.nanoseconds.set(batch.eventNanoseconds.subarray(0, count), first);
    events.flags.set(batch.eventFlags.subarray(0, count), first);
    events.count += count;
  }

  /** What the scanner can't spread over columns. */
  #addPairs(batch: ScannerBatch, count: number, firstRow: number, firstEvent: number): void {
    const { catalog, events } = this.#builder;
    const ofSpans = this.#spanAttributes.hasPairs(batch);
    const ofEvents = this.#eventAttributes.hasPairs(batch);
    if (!ofSpans && !ofEvents) return;
    for (let i = 0; i < count; i++) {
      const row = firstRow + i;
      if (ofSpans) this.#spanAttributes.store(batch, batch.firstPair[i]!, batch.lastPair[i]!, row);
      if (ofEvents) {
        const lastEvent = i + 1 < count ? batch.words.firstEvent[i + 1]! : events.count;
        for (let event = batch.words.firstEvent[i]!; event < lastEvent; event++) {
          const { eventFirstPair, eventLastPair } = batch;
          const from = event - firstEvent;
          this.#eventAttributes.store(batch, eventFirstPair[from]!, eventLastPair[from]!, event);
        }
      }
    }
    catalog?.forget();
  }
}
