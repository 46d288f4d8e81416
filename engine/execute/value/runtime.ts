import type { AttributeValue } from '../../value';
import { Nothing } from './nothing';

/** A length of time in nanoseconds; may be negative. */
export class Duration {
  constructor(readonly nanoseconds: bigint) {}
}

/** Nanoseconds since the Unix epoch. */
export class Instant {
  constructor(readonly nanoseconds: bigint) {}
}

export type Unit = 'number' | 'duration' | 'instant';

/**
 * A quantity that is known only to lie between two bounds, both possible. The bounds are nanoseconds
 * where the unit is a time, and may be infinite.
 */
export class Range {
  constructor(
    readonly low: number | bigint,
    readonly high: number | bigint,
    readonly unit: Unit,
  ) {}
}

/** A value that is there. */
export type Present = AttributeValue | Duration | Instant | Range | readonly Present[];

export type Value = Present | Nothing;

export function isNothing(value: Value): value is Nothing {
  return value instanceof Nothing;
}

/** A key-value list, or a record of loaded or parsed data. */
export function isRecord(value: Value): value is ReadonlyMap<string, AttributeValue> {
  return value instanceof Map;
}

export function isList(value: Value): value is readonly Present[] {
  return Array.isArray(value);
}
