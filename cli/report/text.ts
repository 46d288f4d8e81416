import type { AttributeValue } from '../../engine';

/** Controls, ANSI's escape, line and paragraph separators, marks without width, changes of direction, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Text from outside as it may be printed: on one line, and unable to steer a terminal. */
export function printable(text: string): string {
  return text.replace(
    unprintable,
    (character) => escapes.get(character) ?? `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** At most `limit` characters, the last of them `…` where something was cut; spaces in a row become one. */
export function shorten(text: string, limit: number): string {
  const start = text
    .slice(0, 4 * limit)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(start);
  if (characters.length <= limit && text.length <= 4 * limit) return start;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

/** Both: on one line, harmless, and not too long. */
export function brief(text: string, limit: number): string {
  return shorten(printable(shorten(text, limit)), limit);
}

/** A value as people read it. */
export function valueText(value: AttributeValue | null): string {
  if (value === null) return '(absent)';
  if (value instanceof Uint8Array) return `0x${Buffer.from(value.subarray(0, 64)).toString('hex')}`;
  if (Array.isArray(value)) return `[${value.slice(0, 64).map(valueText).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value]
      .slice(0, 64)
      .map(([key, of]) => `${key}: ${valueText(of)}`)
      .join(', ')}}`;
  return String(value);
}

/** `1,234`, of a whole number. `Intl` would cost a small check 10 ms. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 trace`, `1,234 traces`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${number(count)} ${count === 1 ? singular : plural}`;
}
