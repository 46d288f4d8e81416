import type { AttributeValue } from '../../engine';

/** A span as objects, for formats that are rare enough to be read that way. */
export interface PlainSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty if it has none. */
  readonly parentSpanId: string;
  readonly name: string;
  /** OTLP's SpanKind. */
  readonly kind: number;
  /** OTLP's StatusCode. */
  readonly status: number;
  readonly statusMessage: string;
  readonly traceState: string;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly scope: Attributes;
  readonly events: readonly PlainEvent[];
  readonly links: readonly PlainLink[];
  /** Whether attributes are known to be missing. */
  readonly incomplete: boolean;
  readonly position: Position;
}

export interface PlainEvent {
  readonly name: string;
  readonly time: bigint;
  readonly attributes: Attributes;
}

export interface PlainLink {
  readonly traceId: string;
  readonly spanId: string;
}

export interface Position {
  readonly offset: number;
  readonly line: number;
}

export type Attributes = ReadonlyMap<string, AttributeValue>;
