import type { CommentDoc, Doc } from './doc';
import { MustBreak } from './must-break';

interface Task {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** Writes a doc in lines of at most `width` columns where that can be done. */
export function printDoc(doc: Doc, width: number): string {
  const printer = new Printer(width);
  printer.print(doc);
  return printer.text();
}

class Printer {
  readonly #width: number;
  readonly #mustBreak = new MustBreak();
  readonly #tasks: Task[] = [];
  /** Finished lines, and the one being written. */
  readonly #lines: string[] = [];
  #line = '';
  /** The indentation of a line on which nothing stands yet. */
  #indent = 0;
  /** The line ends before anything else is written: a line comment stands on it. */
  #closed = false;
  /** A block comment was just written: a space keeps it apart from a following word. */
  #afterComment = false;

  constructor(width: number) {
    this.#width = width;
  }

  print(doc: Doc): void {
    this.#tasks.push({ doc, indent: 0, flat: false });
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) this.#run(task);
  }

  text(): string {
    const text = [...this.#lines, this.#line].map((written) => written.replace(/[ \t]+$/, '')).join('\n');
    return text === '' ? '' : `${text.trimEnd()}\n`;
  }

  #run({ doc, indent, flat }: Task): void {
    if (typeof doc === 'string') return this.#write(doc, indent);
    if (!('kind' in doc)) {
      for (let i = doc.length - 1; i >= 0; i--) this.#tasks.push({ doc: doc[i]!, indent, flat });
      return;
    }
    switch (doc.kind) {
      case 'indent':
        this.#tasks.push({ doc: doc.of, indent: indent + doc.by, flat });
        return;
      case 'group':
        this.#tasks.push({ doc: doc.of, indent, flat: flat || this.#fitsFlat(doc.of, true) });
        return;
      case 'fill':
        return this.#fill(doc.of, indent, flat);
      case 'line':
        if (flat && doc.flat !== null) this.#write(doc.flat, indent);
        else this.#newLine(indent);
        return;
      case 'blank':
        return this.#blankLine(indent);
      case 'comment':
        return this.#comment(doc, indent);
    }
  }

  #write(text: string, indent: number): void {
    if (text === '') return;
    if (this.#closed) this.#newLine(indent);
    if (this.#line === '') {
      const shown = text.trimStart();
      if (shown !== '') this.#line = ' '.repeat(this.#indent) + shown;
      return;
    }
    if (this.#afterComment && !/^[\s,)\].]/.test(text)) this.#line += ' ';
    this.#afterComment = false;
    this.#line += text;
  }

  #newLine(indent: number): void {
    if (this.#line !== '') {
      this.#lines.push(this.#line);
      this.#line = '';
    }
    this.#indent = indent;
    this.#closed = false;
    this.#afterComment = false;
  }

  #blankLine(indent: number): void {
    this.#newLine(indent);
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  #comment({ text, own, endsLine }: CommentDoc, indent: number): void {
    if (own || this.#closed) this.#newLine(indent);
    if (this.#line === '') this.#line = ' '.repeat(this.#indent);
    else if (!/[\s([]$/.test(this.#line)) this.#line += ' ';
    const lines = text.split('\n');
    this.#line += lines[0]!;
    for (const next of lines.slice(1)) {
      this.#lines.push(this.#line);
      this.#line = next;
    }
    this.#closed = endsLine;
    this.#afterComment = !endsLine;
  }

  #fill(items: readonly Doc[], indent: number, flat: boolean): void {
    const [first, ...rest] = items;
    if (first === undefined) return;
    if (rest.length > 0)
      this.#tasks.push({ doc: { kind: 'fill', of: [{ kind: 'line', flat: ' ' }, ...rest] }, indent, flat });
    // a separator is followed by the item that decides it
    if (typeof first === 'object' && 'kind' in first && first.kind === 'line') {
      this.#tasks.pop();
      const [next, ...others] = rest;
      if (others.length > 0) this.#tasks.push({ doc: { kind: 'fill', of: [first, ...others] }, indent, flat });
      const fits = flat || this.#fitsFlat([' ', next!], others.length === 0);
      this.#tasks.push({ doc: next!, indent, flat });
      this.#tasks.push({ doc: first, indent, flat: fits });
      return;
    }
    this.#tasks.push({ doc: first, indent, flat });
  }

  /** Whether `doc`, and with `andRest` what follows it up to the next possible end of the line, fits on this line. */
  #fitsFlat(doc: Doc, andRest: boolean): boolean {
    if (this.#closed || this.#mustBreak.of(doc)) return false;
    let room = this.#width - (this.#line === '' ? this.#indent : this.#line.length);
    const todo: Task[] = [{ doc, indent: 0, flat: true }];
    let rest = this.#tasks.length;
    while (room >= 0) {
      let task = todo.pop();
      if (task === undefined) {
        if (!andRest || rest === 0) return true;
        task = this.#tasks[--rest]!;
      }
      const next = task.doc;
      if (typeof next === 'string') {
        room -= next.length;
        continue;
      }
      if (!('kind' in next)) {
        for (let i = next.length - 1; i >= 0; i--) todo.push({ ...task, doc: next[i]! });
        continue;
      }
      if (next.kind === 'blank') return true;
      if (next.kind === 'comment') {
        if (next.own || next.endsLine) return true;
        room -= next.text.length + 1;
      } else if (next.kind === 'line') {
        if (!task.flat || next.flat === null) return true;
        room -= next.flat.length;
      } else if (next.kind === 'fill') {
        for (let i = next.of.length - 1; i >= 0; i--) todo.push({ ...task, doc: next.of[i]! }, { ...task, doc: ' ' });
      } else {
        todo.push({ ...task, doc: next.of, flat: task.flat && !(next.kind === 'group' && this.#mustBreak.of(next)) });
      }
    }
    return false;
  }
}
