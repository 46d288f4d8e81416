import { exactInteger, numberOf } from '../value/numeric';
import { Duration, Instant, isList, isNothing, type Present, type Unit, type Value } from '../value/runtime';

/** A number, or a time in nanoseconds. */
export interface Quantity {
  readonly amount: number | bigint;
  readonly unit: Unit;
}

export function quantityOf(value: Present): Quantity | undefined {
  if (value instanceof Duration) return { amount: value.nanoseconds, unit: 'duration' };
  if (value instanceof Instant) return { amount: value.nanoseconds, unit: 'instant' };
  const amount = numberOf(value);
  return amount === undefined ? undefined : { amount, unit: 'number' };
}

export function valueOfQuantity(amount: number | bigint, unit: Unit): Present {
  if (unit === 'number') return typeof amount === 'bigint' ? exactInteger(amount) : amount;
  return unit === 'duration' ? new Duration(BigInt(amount)) : new Instant(BigInt(amount));
}

/** The scalars of a value: a list counts each of its elements, nothing counts none. */
export function scalarsOf(value: Value): readonly Present[] {
  if (isNothing(value)) return [];
  return isList(value) ? value.flatMap(scalarsOf) : [value];
}

/** The quantities of a value; texts that aren't numbers, booleans and the like are none. */
export function quantitiesOf(value: Value): readonly Quantity[] {
  return scalarsOf(value).flatMap((scalar) => quantityOf(scalar) ?? []);
}
