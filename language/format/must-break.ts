import type { Doc } from './doc';

interface Shape {
  /** A line ends inside, whatever the width. */
  readonly breaks: boolean;
  /** Nothing visible. */
  readonly empty: boolean;
  /** Ends with a comment after which the line must end. */
  readonly open: boolean;
}

const NOTHING: Shape = { breaks: false, empty: true, open: false };

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
    if (typeof doc === 'string') return doc.trim() === '' ? NOTHING : { breaks: false, empty: false, open: false };
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
        return this.#shape(doc.of);
      case 'fill':
        return this.#sequence(doc.of);
      case 'line':
        return doc.flat === null ? { breaks: true, empty: true, open: false } : NOTHING;
      case 'blank':
        return NOTHING;
      case 'comment':
        return { breaks: false, empty: false, open: doc.endsLine };
    }
  }

  #sequence(docs: readonly Doc[]): Shape {
    let { breaks, empty, open } = NOTHING;
    for (const doc of docs) {
      const next = this.#shape(doc);
      breaks ||= next.breaks;
      if (next.empty) continue;
      if (open || (!empty && startsOnOwnLine(doc))) breaks = true;
      empty = false;
      open = next.open;
    }
    return { breaks, empty, open };
  }
}

/** Whether the first thing that shows is a comment on a line of its own. */
function startsOnOwnLine(doc: Doc): boolean {
  const first = firstVisible(doc);
  return first !== null && typeof first === 'object' && 'kind' in first && first.kind === 'comment' && first.own;
}

function firstVisible(doc: Doc): Doc | null {
  if (typeof doc === 'string') return doc.trim() === '' ? null : doc;
  if (!('kind' in doc)) return firstOf(doc);
  if (doc.kind === 'group' || doc.kind === 'indent') return firstVisible(doc.of);
  if (doc.kind === 'fill') return firstOf(doc.of);
  return doc.kind === 'comment' ? doc : null;
}

function firstOf(docs: readonly Doc[]): Doc | null {
  for (const doc of docs) {
    const found = firstVisible(doc);
    if (found !== null) return found;
  }
  return null;
}
