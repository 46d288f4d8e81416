import type { TextRange } from '../../protocol';
import { MAX_ID_SCAN, spanIdRange } from './span-id';
import type { TextFile } from './text-file';
import { type ByteRange, MAX_BYTES_BEFORE, textPlaces } from './text-places';

const LF = 10;

/** Where a span's object begins, as readers of traces tell it. */
export interface SpanStart {
  /** In bytes, 0-based. */
  readonly offset: number;
  /** 1-based; null where the file has no lines. */
  readonly line: number | null;
}

/**
 * Where to mark each span in a file; null for one that no editor shows there. Lines aren't counted, since readers did; only what is around
 * each span is read, so that spans in the order of the file are found fastest.
 */
export function spanPlaces(file: TextFile, spans: readonly SpanStart[]): (TextRange | null)[] {
  if (file.hasBareReturns) return placesByCounting(file, spans);
  const lines = new LineStarts(file);
  return spans.map((span) => placeOf(file, lines, span));
}

function placeOf(file: TextFile, lines: LineStarts, span: SpanStart): TextRange | null {
  const { offset, line } = span;
  if (line === null || offset >= file.size) return null;
  const id = idRange(file, offset);
  const lineStart = lines.of(span);
  // an id on a later line than its span's brace can be shown, however far in the brace is
  const from = lineStart ?? offset;
  const [place] = textPlaces(file.bytes(from, id.end), [{ start: id.start - from, end: id.end - from }]);
  if (!place || (lineStart === null && place.start.line === 0)) return null;
  return { start: below(place.start, line - 1), end: below(place.end, line - 1) };
}

function below({ line, character }: TextRange['start'], lines: number): TextRange['start'] {
  return { line: line + lines, character };
}

function idRange(file: TextFile, offset: number): ByteRange {
  for (let size = 1024; ; size *= 8) {
    const bytes = file.bytes(offset, offset + size);
    const { start, end } = spanIdRange(bytes, 0);
    const isWhole = (start > 0 && end < bytes.length) || size >= MAX_ID_SCAN || offset + size >= file.size;
    if (isWhole) return { start: offset + start, end: offset + end };
  }
}

/** Where lines begin; spans often share one. */
class LineStarts {
  #last: SpanStart & { readonly start: number | null } = { offset: 0, line: null, start: null };

  constructor(private readonly file: TextFile) {}

  /** Of the line that a span begins on; null where that is so far before that nothing here would be shown. */
  of({ offset, line }: SpanStart): number | null {
    const last = this.#last;
    const isSame = line === last.line && offset >= last.offset;
    const start = isSame ? last.start : this.#find(offset);
    this.#last = { offset, line, start };
    return start !== null && offset - start <= MAX_BYTES_BEFORE ? start : null;
  }

  #find(offset: number): number | null {
    for (const before of [4096, MAX_BYTES_BEFORE]) {
      const from = Math.max(0, offset - before);
      const lineBreak = this.file.bytes(from, offset).lastIndexOf(LF);
      if (lineBreak >= 0) return from + lineBreak + 1;
      if (from === 0) return 0;
    }
    return null;
  }
}

/** Readers count lines by line feeds alone. */
function placesByCounting(file: TextFile, spans: readonly SpanStart[]): (TextRange | null)[] {
  const bytes = file.bytes(0, file.size);
  const ranges = spans.map(({ offset }, index) => ({ index, ...spanIdRange(bytes, offset) }));
  ranges.sort((a, b) => a.start - b.start);
  const places: (TextRange | null)[] = spans.map(() => null);
  for (const [i, place] of textPlaces(bytes, ranges).entries()) places[ranges[i]!.index] = place;
  return places;
}
