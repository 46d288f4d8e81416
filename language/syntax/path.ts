/** One part of a dotted name. `` `a.b` `` is one segment with a dot in it; quoted segments are never keywords. */
export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
  /** Offset in the path's own text. */
  readonly start: number;
}

/** Paths that were split before: the same few hundred names come again and again. */
const known = new Map<string, readonly Segment[]>();
const MAX_KNOWN = 5_000;
const MAX_KNOWN_LENGTH = 200;

/** Splits a path token (`q.span:duration`, ``hipaa.`164.312(a)` ``) at its dots. */
export function splitPath(path: string): readonly Segment[] {
  const before = known.get(path);
  if (before) return before;
  const segments = split(path);
  if (path.length > MAX_KNOWN_LENGTH) return segments;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(path, segments);
  return segments;
}

function split(path: string): Segment[] {
  const segments: Segment[] = [];
  for (const match of path.matchAll(/`([^`\n]+)`|[^.`]+/g)) {
    segments.push({ text: match[1] ?? match[0], quoted: match[1] !== undefined, start: match.index });
  }
  return segments;
}

/** The attribute or signal name that segments spell. */
export function joinSegments(segments: readonly Segment[]): string {
  let name = segments[0]?.text ?? '';
  for (let index = 1; index < segments.length; index++) name += `.${segments[index]!.text}`;
  return name;
}

/** The name that a path token spells, back quotes removed. */
export function pathName(path: string): string {
  return path.includes('`') ? joinSegments(splitPath(path)) : path;
}
