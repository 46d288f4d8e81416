/**
 * Where each character of a YAML scalar's value stands in its source. Indentation, folds and quotes are skipped by
 * looking for each character from the one before on; a character that an escape wrote stands at the escape.
 */
export function scalarOffsets(value: string, source: string, start: number, end: number): number[] {
  const offsets: number[] = [];
  let at = start;
  for (const unit of value.split('')) {
    const found = isSpace(unit) ? nextSpace(source, at, end) : source.indexOf(unit, at);
    if (found >= 0 && found < end) {
      offsets.push(found);
      at = found + 1;
    } else {
      offsets.push(Math.min(at, Math.max(start, end - 1)));
    }
  }
  return offsets;
}

function isSpace(unit: string): boolean {
  return unit === ' ' || unit === '\n' || unit === '\t';
}

function nextSpace(source: string, from: number, end: number): number {
  // a fold's blank stands for a line break and indentation: only directly at hand, else none is skipped
  return from < end && isSpace(source[from]!) ? from : -1;
}
