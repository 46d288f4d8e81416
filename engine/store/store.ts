import type { AttributeValue } from '../value';

/**
 * Traces in columns. Rows are numbers; spans of one trace are neighbours, ordered by start, then span id;
 * events of one span are neighbours in recorded order. Nothing here is written to once it is built, though between two judgements
 * columns may be added, and with them resources and scopes be told apart anew.
 */
export interface TraceStore {
  readonly values: ValueDictionary;
  readonly traces: TraceColumns;
  readonly spans: SpanColumns;
  readonly events: EventColumns;
  readonly links: LinkColumns;
  readonly resourceCount: number;
  readonly instrumentationCount: number;
  /** The files that spans came from, by the number in `spans.file`. */
  readonly files: readonly string[];
  /**
   * The values of one attribute as codes of `values`, one for each row of its scope; 0 where absent.
   * `undefined` where the attribute was not in the fetch request or no row has it.
   */
  column(scope: ColumnScope, key: string): Uint32Array | undefined;
  /** The attributes of spans and of events under the prefixes of the fetch request; undefined where there were none in it. */
  readonly listed?: { readonly span: AttributeRows; readonly event: AttributeRows } | undefined;
}

/** The attributes of row r are those from `first[r]` to `first[r + 1]`, the latter not included. A key stands once in a row. */
export interface AttributeRows {
  readonly first: Uint32Array;
  /** Codes of `values`, of strings. */
  readonly keys: Uint32Array;
  /** Codes of `values`. */
  readonly values: Uint32Array;
}

/** Whose rows a column has. `instrumentation` is OTLP's scope. */
export type ColumnScope = 'span' | 'event' | 'link' | 'resource' | 'instrumentation';

/** Every distinct value of the input once. Code 0 means absent. Strings and numbers never share a code. */
export interface ValueDictionary {
  /** How many codes there are, 0 included. */
  readonly size: number;
  /** @throws RangeError for 0 and for codes that were not given out. */
  value(code: number): AttributeValue;
  /** The code of a text, or 0 if the input never had it. */
  codeOfString(text: string): number;
}

export interface TraceColumns {
  readonly count: number;
  /** 16 bytes for each trace. */
  readonly id: Uint8Array;
  /** Span rows of trace t are `firstSpan[t]` to `firstSpan[t + 1]`, the latter not included. */
  readonly firstSpan: Uint32Array;
  /** `TraceFlag` bits. */
  readonly flags: Uint8Array;
}

/** What keeps absence from being evidence in a trace (language §2). */
export const TraceFlag = {
  /** A span's parent is missing (other than above a SERVER or CONSUMER span), or an id is irregular. */
  missingParent: 1,
  droppedEvents: 2,
  droppedLinks: 4,
  /** A span's tracestate says `ot=th:` other than 0. */
  sampled: 8,
} as const;

export const SpanFlag = {
  droppedAttributes: 1,
  droppedEvents: 2,
  droppedLinks: 4,
  /** tracestate says `ot=th:` other than 0. */
  sampled: 8,
  /** The ids are not 8 and 16 bytes: the span is judged, but nothing can be known to be its child. */
  irregularId: 16,
} as const;

/** Values of `SpanColumns.parent` that are no row. */
export const Parent = {
  /** The span says it has none, or it is a SERVER or CONSUMER span whose parent is not in the input: a root. */
  none: -1,
  /** The span names a parent that is not in the input, or that would close a circle. */
  missing: -2,
} as const;

export interface SpanColumns {
  readonly count: number;
  /** 8 bytes for each span. */
  readonly id: Uint8Array;
  readonly trace: Uint32Array;
  /** A span row, or one of `Parent`. Always in the same trace; never a circle. */
  readonly parent: Int32Array;
  /** A code of `values`, of a string. */
  readonly name: Uint32Array;
  /** OTLP's SpanKind: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: Uint8Array;
  /** OTLP's StatusCode: 0 unset, 1 ok, 2 error. */
  readonly status: Uint8Array;
  /** A code of `values`; 0 where absent or not fetched. */
  readonly statusMessage: Uint32Array;
  readonly start: TimeColumn;
  readonly end: TimeColumn;
  readonly resource: Uint32Array;
  readonly instrumentation: Uint32Array;
  /** `SpanFlag` bits. */
  readonly flags: Uint8Array;
  /** Event rows of span s are `firstEvent[s]` to `firstEvent[s + 1]`; `firstLink` likewise. */
  readonly firstEvent: Uint32Array;
  readonly firstLink: Uint32Array;
  /** A number into `files`. */
  readonly file: Uint32Array;
  /** Bytes from the start of the decompressed content to the span. */
  readonly offset: Float64Array;
  /** 1-based; 0 in binary files. */
  readonly line: Uint32Array;
}

export const EventFlag = {
  droppedAttributes: 1,
} as const;

export interface EventColumns {
  readonly count: number;
  readonly span: Uint32Array;
  readonly name: Uint32Array;
  readonly time: TimeColumn;
  /** `EventFlag` bits. */
  readonly flags: Uint8Array;
}

export interface LinkColumns {
  readonly count: number;
  readonly span: Uint32Array;
  /** 16 and 8 bytes for each link. */
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
}

/** Instants since the Unix epoch: seconds, and nanoseconds below one second. Two u32, no bigint on hot paths. */
export interface TimeColumn {
  readonly seconds: Uint32Array;
  readonly nanoseconds: Uint32Array;
}
