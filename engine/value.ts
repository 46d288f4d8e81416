/**
 * An attribute's value as OTLP's AnyValue carries it. Integers are numbers while they are safe integers
 * and bigints beyond, so that 64-bit values stay exact; bytes are a Uint8Array; a kvlist is a Map, so
 * that keys like `__proto__` are only keys. `NaN` and the infinities are numbers that compare with nothing.
 */
export type AttributeValue =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly AttributeValue[]
  | ReadonlyMap<string, AttributeValue>;
