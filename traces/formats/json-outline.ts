/** The keys at the outer levels of a JSON content's first value, as far as its head shows them. */
export interface JsonOutline {
  readonly isArray: boolean;
  /** Keys of objects by how many brackets are open around them, from `keys[1]` on. */
  readonly keys: readonly ReadonlySet<string>[];
}

const DEEPEST = 5;
/** Longer strings are no keys that anybody looks for. */
const LONGEST_KEY = 64;

/** Goes by brackets and strings alone, once over the text: it must cope with what breaks off and with what is no JSON. */
export function outlineJson(bytes: Uint8Array): JsonOutline {
  const text = new TextDecoder('latin1').decode(bytes);
  const keys = Array.from({ length: DEEPEST + 1 }, () => new Set<string>());
  let depth = 0;
  let isArray: boolean | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') {
      isArray ??= character === '[';
      depth++;
    } else if (character === '}' || character === ']') {
      if (--depth <= 0) break;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (depth <= DEEPEST && end - at <= LONGEST_KEY && isKey(text, end)) keys[depth]!.add(text.slice(at + 1, end));
      at = end;
    }
  }
  return { isArray: isArray ?? false, keys };
}

/** Where the closing quote of the string at `at` is, or the end of the text. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

/** Whether a colon follows the closing quote at `end`. */
function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (SPACE.has(text[at] ?? '')) at++;
  return text[at] === ':';
}

const SPACE = new Set([' ', '\t', '\r', '\n']);
