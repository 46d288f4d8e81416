/** One part of a dotted name. `` `a.b` `` is one segment with a dot in it; quoted segments are never keywords. */
export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
  /** Offset in the path's own text. */
  readonly start: number;
}

/** Splits a path token (`q.span:duration`, ``hipaa.`164.312(a)` ``) at its dots. */
export function splitPath(path: string): Segment[] {
  const segments: Segment[] = [];
  for (const match of path.matchAll(/`([^`\n]+)`|[^.`]+/g)) {
    segments.push({ text: match[1] ?? match[0], quoted: match[1] !== undefined, start: match.index });
  }
  return segments;
}

/** The attribute or signal name that segments spell. */
export function joinSegments(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join('.');
}

/** The name that a path token spells, back quotes removed. */
export function pathName(path: string): string {
  return path.includes('`') ? joinSegments(splitPath(path)) : path;
}
