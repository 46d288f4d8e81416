import { statSync } from 'node:fs';
import type { TextRange } from '../../../protocol';
import { type SpanStart, spanPlaces } from '../../place/span-places';
import { TextFile } from '../../place/text-file';

/** Places of one file that are kept; rules that change all the time would otherwise fill the memory. */
const MAX_KEPT = 50_000;

interface KnownFile {
  readonly print: string;
  /** By the span's offset; null: not shown there. */
  readonly places: Map<number, TextRange | null>;
}

/** Where spans stand in trace files: each is looked for once, as long as its file looks the same. */
export class KnownPlaces {
  readonly #files = new Map<string, KnownFile>();

  /** Changes whenever the file does. */
  print(path: string): string {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : 'gone';
  }

  /** A place for each span; null for what no editor shows as text, and in a file that vanished since it was read. */
  of(path: string, spans: readonly SpanStart[]): (TextRange | null)[] {
    const { places } = this.#file(path);
    const unknown = spans.filter(({ offset }) => !places.has(offset));
    if (unknown.length > 0) {
      const found = read(path, unknown);
      for (const [index, { offset }] of unknown.entries()) places.set(offset, found?.[index] ?? null);
    }
    return spans.map(({ offset }) => places.get(offset) ?? null);
  }

  #file(path: string): KnownFile {
    const print = this.print(path);
    const known = this.#files.get(path);
    if (known && known.print === print && known.places.size < MAX_KEPT) return known;
    const file = { print, places: new Map<number, TextRange | null>() };
    this.#files.set(path, file);
    return file;
  }
}

function read(path: string, spans: readonly SpanStart[]): (TextRange | null)[] | null {
  try {
    return TextFile.read(path, (file) => spanPlaces(file, spans));
  } catch {
    // gone, or not readable any more: nothing is shown in it
    return null;
  }
}
