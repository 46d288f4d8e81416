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

/**
 * What the tenant tables of a SQL text are pinned to. All values are meant: it equals what every one of them equals, and
 * nothing where a table isn't pinned.
 */
export class Pinned {
  constructor(
    /** Those that are known. */
    readonly values: readonly Present[],
    /** Whether there are values that are not known. */
    readonly open: boolean,
    /** Whether every tenant table is pinned. */
    readonly everywhere: boolean,
  ) {}
}

/** A value that is there. */
export type Present = AttributeValue | Duration | Instant | Range | Pinned | readonly Present[];

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
