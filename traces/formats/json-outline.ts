/** The keys at the outer levels of a JSON content's first value, as far as its head shows them. */
export interface JsonOutline {
  readonly isArray: boolean;
  /** Keys of objects by how many brackets are open around them, from `keys[1]` on. */
  readonly keys: readonly ReadonlySet<string>[];
}

const DEEPEST = 5;

/** Goes by brackets and strings alone: it must cope with what breaks off and with what is no JSON. */
export function outlineJson(bytes: Uint8Array): JsonOutline {
  const text = new TextDecoder('latin1').decode(bytes);
  const keys = Array.from({ length: DEEPEST + 1 }, () => new Set<string>());
  let depth = 0;
  let isArray: boolean | undefined;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const [written, key] = token;
    if (written === '{' || written === '[') {
      isArray ??= written === '[';
      depth++;
    } else if (written === '}' || written === ']') {
      if (--depth <= 0) break;
    } else if (key !== undefined && depth <= DEEPEST) keys[depth]?.add(key);
  }
  return { isArray: isArray ?? false, keys };
}

/** A bracket; a string with the colon that makes it a key; a string. */
const TOKEN = /[{}[\]]|"((?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"/g;
