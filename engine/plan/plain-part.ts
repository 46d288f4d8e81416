/**
 * A part of a plan as JSON can hold it, for texts by which plans are told apart: unlike parts never become alike.
 * To be called by a replacer of `JSON.stringify`.
 */
export function plainPart(part: unknown): unknown {
  if (typeof part === 'bigint') return { bigint: String(part) };
  // JSON has neither infinity nor NaN
  if (typeof part === 'number' && !Number.isFinite(part)) return { number: String(part) };
  if (part instanceof Map) return { map: [...part] };
  return part;
}
