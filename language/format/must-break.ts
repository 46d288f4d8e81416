import type { Doc } from './doc';

interface Shape {
  /** A line ends inside, whatever the width. */
  readonly breaks: boolean;
  /** No text; comments that lead to a text aren't any. */
  readonly empty: boolean;
  /** A comment on a line of its own comes before any text. */
  readonly led: boolean;
  /** Ends with a comment after which the line must end. */
  readonly open: boolean;
}

const NOTHING: Shape = { breaks: false, empty: true, led: false, open: false };
const TEXT: Shape = { ...NOTHING, empty: false };

/**
 * Whether a doc can't be written on one line. A comment at its very start or end doesn't count: the line
 * that it needs lies outside.
 */
export class MustBreak {
  readonly #shapes = new Map<Doc, Shape>();

  of(doc: Doc): boolean {
    return this.#shape(doc).breaks;
  }

  #shape(doc: Doc): Shape {
    if (typeof doc === 'string') return doc.trim() === '' ? NOTHING : TEXT;
    const known = this.#shapes.get(doc);
    if (known !== undefined) return known;
    const shape = this.#measure(doc);
    this.#shapes.set(doc, shape);
    return shape;
  }

  #measure(doc: Exclude<Doc, string>): Shape {
    if (!('kind' in doc)) return this.#sequence(doc);
    switch (doc.kind) {
      case 'group':
      case 'indent':
      case 'step':
        return this.#shape(doc.of);
      case 'line':
        return doc.flat === null ? { ...NOTHING, breaks: true } : NOTHING;
      case 'blank':
        return NOTHING;
      case 'only':
        return doc.flat ? this.#shape(doc.of) : NOTHING;
      case 'comment':
        return doc.own ? { ...NOTHING, led: true } : { ...TEXT, open: doc.endsLine };
    }
  }

  #sequence(docs: readonly Doc[]): Shape {
    let { breaks, empty, led, open } = NOTHING;
    for (const doc of docs) {
      const next = this.#shape(doc);
      breaks ||= next.breaks || (!empty && next.led) || (open && !next.empty);
      if (empty) led ||= next.led;
      if (!next.empty) {
        empty = false;
        open = next.open;
      }
    }
    return { breaks, empty, led, open };
  }
}
