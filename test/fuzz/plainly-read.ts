const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Nested deeper than this, values are left out, and each reader counts its own way down to there. */
const MAX_DEPTH = 60;

/**
 * The text of a content that JSON.parse and a stream of bytes must read alike: whole documents of valid UTF-8 in which no
 * object repeats a member (JSON.parse takes the last, a stream has read the first by then); null for any other.
 */
export function isPlainlyRead(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\ufffd') || text.startsWith('\ufeff')) return null;
  return documentsAreWhole(text) && !repeatsOrNests(text) ? text : null;
}

/** One document, or one on each line. */
function documentsAreWhole(text: string): boolean {
  if (parses(text)) return true;
  return text.includes('\n') && text.split('\n').every((line) => line.trim() === '' || parses(line));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function repeatsOrNests(text: string): boolean {
  const open: Set<string>[] = [];
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[0]);
  for (const [i, token] of tokens.entries()) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (tokens[i + 1] === ':') {
      const member = (JSON.parse(token) as string).replaceAll('_', '').toLowerCase();
      if (open.at(-1)?.has(member)) return true;
      open.at(-1)?.add(member);
    }
    if (open.length > MAX_DEPTH) return true;
  }
  return false;
}
