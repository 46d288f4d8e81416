const DIGITS = /^-?\d{1,400}$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** An integer in decimal, also as `1e3` or `1.0`; `undefined` for anything else. */
export function exactInteger(text: string): bigint | undefined {
  if (DIGITS.test(text)) return BigInt(text);
  const number = decimalNumber(text);
  return number !== undefined && Number.isInteger(number) ? BigInt(number) : undefined;
}

/** A number as JSON writes it; `undefined` for anything else. */
export function decimalNumber(text: string): number | undefined {
  return JSON_NUMBER.test(text) ? Number(text) : undefined;
}

/** A double as protobuf's JSON writes it: a number, in quotes or not, or the name of what is none. */
export function protobufDouble(text: string): number | undefined {
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : decimalNumber(text);
}

/** As attribute values have integers: exact, a bigint only where a number isn't; `undefined` beyond 64 bits. */
export function attributeInteger(value: bigint): number | bigint | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
