/** A number as JSON has it: JSON.parse would round it. */
export class WrittenNumber {
  constructor(readonly text: string) {}
}

/** JSON.parse with numbers as they are written. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return JSON.parse(text, keepNumbersAsWritten as (key: string, value: unknown) => unknown);
}

function keepNumbersAsWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? new WrittenNumber(context?.source ?? String(value)) : value;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof WrittenNumber) ? (value as JsonObject) : undefined;
}

/** The objects of an array; nothing else. */
export function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== undefined) : [];
}

/** A text, or a number or boolean as it is written; empty for anything else. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed();
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === 'boolean' ? String(value) : '';
}
