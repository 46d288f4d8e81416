/** Text as it stands, or null for a hole that any text may fill. */
export type TemplatePart = string | null;

/**
 * Whether a whole text is as a template says. A hole is filled by one character or more, none of them the one that
 * follows the hole, so that there is one way to fill it. Holes side by side are filled as one of as many characters.
 */
export function matchesTemplate(text: string, parts: readonly TemplatePart[]): boolean {
  let at = 0;
  for (let i = 0; i < parts.length; ) {
    const part = parts[i]!;
    if (part !== null) {
      if (!text.startsWith(part, at)) return false;
      at += part.length;
      i++;
      continue;
    }
    const [holes, following] = holesAt(parts, i);
    const end = following === null ? text.length : text.indexOf(following, at);
    if (end < 0 || Array.from(text.slice(at, end)).length < holes) return false;
    at = end;
    while (i < parts.length && (parts[i] === null || parts[i] === '')) i++;
  }
  return at === text.length;
}

/** How many holes stand side by side, and the character behind them; null at the end. */
function holesAt(parts: readonly TemplatePart[], from: number): readonly [holes: number, following: string | null] {
  let holes = 0;
  for (let i = from; i < parts.length; i++) {
    const part = parts[i]!;
    if (part === null) holes++;
    else if (part !== '') return [holes, String.fromCodePoint(part.codePointAt(0)!)];
  }
  return [holes, null];
}
