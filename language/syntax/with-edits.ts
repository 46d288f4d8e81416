import type { TextEdit } from '../diagnostic';

/** A text after edits that don't overlap; of insertions at one place the first stands first. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let written = '';
  let at = 0;
  for (const { start, end, newText } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    written += text.slice(at, start) + newText;
    at = end;
  }
  return written + text.slice(at);
}
