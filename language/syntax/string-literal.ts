/** A decoded string token: its text, and for each UTF-16 unit of it the offset in the token it came from. */
export interface DecodedString {
  readonly text: string;
  readonly offsets: readonly number[];
  /** Units that an escape wrote, so that `\{` is never a hole. */
  readonly escaped: ReadonlySet<number>;
  readonly closed: boolean;
}

const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', n: '\n', t: '\t', '{': '{' };

/** Reads a string token with its quotes. `\" \\ \n \t \{` are escapes; any other backslash stays. */
export function decodeString(token: string): DecodedString {
  const closed = isClosed(token);
  const end = closed ? token.length - 1 : token.length;
  let text = '';
  const offsets: number[] = [];
  const escaped = new Set<number>();
  for (let at = 1; at < end; at++) {
    const written = token[at] === '\\' && at + 1 < end ? ESCAPES[token[at + 1]!] : undefined;
    offsets.push(at);
    if (written === undefined) {
      text += token[at];
    } else {
      escaped.add(text.length);
      text += written;
      at++;
    }
  }
  return { text, offsets, escaped, closed };
}

/** Whether a string token has its closing quote. */
export function isClosed(token: string): boolean {
  if (token.length < 2 || !token.endsWith('"')) return false;
  let backslashes = 0;
  for (let at = token.length - 2; at > 0 && token[at] === '\\'; at--) backslashes++;
  return backslashes % 2 === 0;
}

/** The text of a string token. */
export function stringText(token: string): string {
  return token.includes('\\') ? decodeString(token).text : token.slice(1, isClosed(token) ? -1 : undefined);
}

/** A piece of interpolated text: plain, or the source of a hole and where it starts in the token. */
export type TemplatePart =
  | { readonly text: string }
  | { readonly hole: string; readonly start: number; readonly closed: boolean };

/** Splits text at its `{expression}` holes; `{{` and `}}` are braces. Braces inside a hole nest. */
export function templateParts(decoded: DecodedString): TemplatePart[] {
  const { text, offsets, escaped } = decoded;
  const parts: TemplatePart[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (escaped.has(at) || (char !== '{' && char !== '}')) {
      plain += char;
    } else if (text[at + 1] === char && !escaped.has(at + 1)) {
      plain += char;
      at++;
    } else if (char === '}') {
      plain += char;
    } else {
      if (plain) parts.push({ text: plain });
      plain = '';
      const end = holeEnd(text, at + 1);
      parts.push({
        hole: text.slice(at + 1, end),
        start: offsets[at + 1] ?? offsets[at]! + 1,
        closed: end < text.length,
      });
      at = end;
    }
  }
  if (plain) parts.push({ text: plain });
  return parts;
}

function holeEnd(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return at;
  }
  return text.length;
}
