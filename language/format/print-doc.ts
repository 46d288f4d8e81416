import { type CommentDoc, type Doc, line } from './doc';
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
    if (typeof doc === 'string') {
      this.#write(doc, indent);
      return;
    }
    if (!('kind' in doc)) {
      for (let i = doc.length - 1; i >= 0; i--) this.#tasks.push({ doc: doc[i]!, indent, flat });
      return;
    }
    switch (doc.kind) {
      case 'indent':
        this.#tasks.push({ doc: doc.of, indent: indent + doc.by, flat });
        return;
      case 'group':
        this.#tasks.push({ doc: doc.of, indent, flat: flat || this.#fitsFlat(doc.of, indent) });
        return;
      case 'step': {
        const fits = flat || this.#fitsFlat([' ', doc.of], indent);
        this.#tasks.push({ doc: doc.of, indent, flat: false }, { doc: line, indent, flat: fits });
        return;
      }
      case 'line':
        if (flat && doc.flat !== null) this.#write(doc.flat, indent);
        else this.#newLine(indent);
        return;
      case 'blank':
        this.#blankLine(indent);
        return;
      case 'only':
        if (doc.flat === flat) this.#tasks.push({ doc: doc.of, indent, flat });
        return;
      case 'comment':
        this.#comment(doc, indent);
        return;
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
    else if (endsLine || !/[\s([]$/.test(this.#line)) this.#line += ' ';
    const lines = text.split('\n');
    this.#line += lines[0]!;
    for (const next of lines.slice(1)) {
      this.#lines.push(this.#line);
      this.#line = next;
    }
    this.#closed = endsLine;
    this.#afterComment = !endsLine;
  }

  /** Whether `doc`, and what follows it up to the next possible end of the line, fits on this line. */
  #fitsFlat(doc: Doc, indent: number): boolean {
    if (this.#closed || this.#mustBreak.of(doc)) return false;
    let room = this.#width - (this.#line === '' ? this.#indent : this.#line.length);
    const todo: Task[] = [{ doc, indent: 0, flat: true }];
    let rest = this.#tasks.length;
    while (room >= 0) {
      let task = todo.pop();
      if (task === undefined) {
        if (rest === 0) return true;
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
      if (next.kind === 'blank') {
        // inside what is measured it can only stand among comments that lead to it
        if (!task.flat) return true;
      } else if (next.kind === 'comment') {
        if (next.endsLine && !(next.own && task.flat)) return true;
        // a comment that leads to what is measured: that begins a line
        if (next.own) room = this.#width - indent;
        else room -= next.text.length + 1;
      } else if (next.kind === 'line') {
        if (!task.flat || next.flat === null) return true;
        room -= next.flat.length;
      } else if (next.kind === 'only') {
        if (next.flat === task.flat) todo.push({ ...task, doc: next.of });
      } else if (next.kind === 'step') {
        if (!task.flat) return true;
        todo.push({ ...task, doc: [' ', next.of] });
      } else {
        todo.push({ ...task, doc: next.of, flat: task.flat && !(next.kind === 'group' && this.#mustBreak.of(next)) });
      }
    }
    return false;
  }
}
