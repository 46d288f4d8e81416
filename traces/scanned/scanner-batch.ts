import * as At from '../../assembly/layout';
import { type PLAIN_OCTETS, PLAIN_WORDS } from '../columns/span-rows';

/** The spans, attributes and events that were scanned, as arrays over the scanner's memory. */
export class ScannerBatch {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #buffer: ArrayBuffer;

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    const words = (at: number) => new Uint32Array(buffer, at, At.ROWS);
    const bytes = (at: number) => new Uint8Array(buffer, at, At.ROWS);
    const ofEvents = (at: number) => new Uint32Array(buffer, at, At.EVENTS);
    this.trace = words(At.TRACE);
    this.statusMessage = words(At.STATUS_MESSAGE);
    this.offset = new Float64Array(buffer, At.OFFSET_IN_CONTENT, At.ROWS);
    this.traceIds = new Uint32Array(buffer, At.TRACE_IDS, At.ROWS * 4);
    this.values = new Uint32Array(buffer, At.VALUE, At.TEXTS);
    this.firstPair = words(At.FIRST_PAIR);
    this.lastPair = words(At.LAST_PAIR);
    this.words = {
      idHigh: words(At.ID_HIGH),
      idLow: words(At.ID_LOW),
      parentHigh: words(At.PARENT_HIGH),
      parentLow: words(At.PARENT_LOW),
      startSeconds: words(At.START_SECONDS),
      startNanoseconds: words(At.START_NANOSECONDS),
      endSeconds: words(At.END_SECONDS),
      endNanoseconds: words(At.END_NANOSECONDS),
      resource: words(At.RESOURCE),
      instrumentation: words(At.SCOPE),
      line: words(At.SPAN_LINE),
      name: words(At.NAME),
      firstEvent: words(At.FIRST_EVENT),
    };
    this.octets = {
      parentState: bytes(At.PARENT_STATE),
      kind: bytes(At.KIND),
      status: bytes(At.STATUS),
      flags: bytes(At.FLAGS),
    };
    this.eventName = ofEvents(At.EVENT_NAME);
    this.eventSeconds = ofEvents(At.EVENT_SECONDS);
    this.eventNanoseconds = ofEvents(At.EVENT_NANOSECONDS);
    this.eventFirstPair = ofEvents(At.EVENT_FIRST_PAIR);
    this.eventLastPair = ofEvents(At.EVENT_LAST_PAIR);
    this.eventFlags = new Uint8Array(buffer, At.EVENT_FLAGS, At.EVENTS);
    this.pairs = new Uint32Array(buffer, At.PAIR, At.PAIRS * 2);
    this.texts = new Uint32Array(buffer, At.TEXT, (At.TEXTS * At.TEXT_SIZE) / 4);
    this.unwanted = new Uint8Array(buffer, At.UNWANTED, At.TEXTS);
    this.control = new Uint32Array(buffer, At.POSITION, 16);
    this.passing = new Uint32Array(buffer, At.PASSING, 16);
  }

  /** Places in `traceIds`. */
  readonly trace: Uint32Array;
  /** Four words for each trace; one that comes again later is there twice. */
  readonly traceIds: Uint32Array;
  /** Once the batch is settled, codes of values, as in the columns; so are names of spans and of events. */
  readonly statusMessage: Uint32Array;
  /** In the content. */
  readonly offset: Float64Array;
  readonly firstPair: Uint32Array;
  readonly lastPair: Uint32Array;
  /** Columns that `SpanRows` has too. */
  readonly words: Readonly<Record<WordColumn, Uint32Array>>;
  readonly octets: Readonly<Record<OctetColumn, Uint8Array>>;
  readonly eventName: Uint32Array;
  readonly eventSeconds: Uint32Array;
  readonly eventNanoseconds: Uint32Array;
  readonly eventFirstPair: Uint32Array;
  readonly eventLastPair: Uint32Array;
  readonly eventFlags: Uint8Array;
  readonly pairs: Uint32Array;
  readonly texts: Uint32Array;
  /** Codes of values by codes of texts; 0 for no text. */
  readonly values: Uint32Array;
  readonly unwanted: Uint8Array;
  /** The words from `POSITION` on. */
  readonly control: Uint32Array;
  /** The words from `PASSING` on. */
  readonly passing: Uint32Array;

  /** The bytes to scan. */
  window(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, At.WINDOW);
  }
}

export const WORD_COLUMNS = [...PLAIN_WORDS, 'name', 'resource', 'instrumentation', 'firstEvent'] as const;
type WordColumn = (typeof WORD_COLUMNS)[number];

type OctetColumn = (typeof PLAIN_OCTETS)[number];

/** The index of a word of `ScannerBatch.control`. */
export function controlIndex(address: number): number {
  return (address - At.POSITION) / 4;
}

/** The index of a word of `ScannerBatch.passing`. */
export function passingIndex(address: number): number {
  return (address - At.PASSING) / 4;
}
