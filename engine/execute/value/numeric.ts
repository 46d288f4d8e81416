// Text that is what a number prints as. `1.0`, `01`, `+1`, `1e3` and `-0` are text only.
const canonicalDecimal = /^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/;

/** The number that a text in canonical decimal form stands for; integers are exact. */
export function parseCanonicalDecimal(text: string): number | bigint | undefined {
  const first = text.charCodeAt(0);
  // a digit or a minus, looked at first: most texts are no numbers
  if (!(first >= 0x30 && first <= 0x39) && first !== 0x2d) return undefined;
  if (text === '-0' || !canonicalDecimal.test(text)) return undefined;
  return text.includes('.') ? finite(Number(text)) : exactInteger(BigInt(text));
}

/** A safe integer as a number, any other as a bigint: the form in which attribute values come. */
export function exactInteger(value: bigint): number | bigint {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** The number that a present value is or, being text, stands for. NaN and the infinities are none. */
export function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return finite(value);
  if (typeof value === 'bigint') return value;
  return typeof value === 'string' ? parseCanonicalDecimal(value) : undefined;
}
