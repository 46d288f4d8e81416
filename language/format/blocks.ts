import type { AstNode } from 'langium';
import type { Field } from '../generated/ast';
import { blank, brokenOnly, type Doc, flatOnly, group, hardLine, indent, join, line } from './doc';
import type { ExpressionPrinter } from './expressions';

/** One thing on lines of its own. */
export interface Item<T> {
  readonly node: T;
  readonly doc: Doc;
  /** An empty line stands before it. */
  readonly afterBlank: boolean;
}

/** Nodes in the order in which they were written. */
export function inOrder<T extends AstNode>(...lists: readonly (readonly T[])[]): T[] {
  return lists.flat().sort((a, b) => a.$cstNode!.offset - b.$cstNode!.offset);
}

/** Items below each other, with an empty line between those that `apart` keeps apart. */
export function lines<T>(items: readonly Item<T>[], apart: (before: Item<T>, item: Item<T>) => boolean): Doc {
  return items.map((item, index) =>
    index === 0 ? item.doc : [apart(items[index - 1]!, item) ? blank : hardLine, item.doc],
  );
}

/** Runs of items: an empty line, or an item that doesn't belong, ends one. */
export function runs<T>(items: readonly T[], joins: (item: T, before: T) => boolean): T[][] {
  const found: T[][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last !== undefined && joins(item, last.at(-1)!)) last.push(item);
    else found.push([item]);
  }
  return found;
}

/** `{ … }` over several lines; `{}` where there is nothing. */
export function block(printer: ExpressionPrinter, body: Doc | null, open: Doc): Doc {
  const close = printer.closing('}', body === null ? '' : hardLine, body !== null);
  return [open, body === null ? '' : indent(hardLine, body), close];
}

/** `{ … }` on one line where it fits. */
export function inlineBlock(printer: ExpressionPrinter, body: () => Doc): Doc {
  const open = printer.next('{');
  const inner = body();
  return group(open, indent(line, inner), printer.closing('}', line));
}

interface PrintedField {
  readonly name: Doc;
  readonly width: number;
  readonly rest: Doc;
  readonly afterBlank: boolean;
}

/** The fields of a signal or a context: on one line with commas, or aligned on several without. */
export function fieldBlock(printer: ExpressionPrinter, fields: readonly Field[], mayBeFlat: boolean): Doc {
  const open = printer.next('{');
  if (fields.length === 0) return block(printer, null, open);
  const printed = fields.map((field, index) => printField(printer, field, index === fields.length - 1));
  const aligned = runs(printed, (field) => !field.afterBlank).map((run, index) => {
    const width = Math.max(...run.map((field) => field.width));
    const rows = run.map((field) => [field.name, brokenOnly(' '.repeat(width - field.width)), field.rest]);
    return [index === 0 ? '' : [line, brokenOnly(blank)], join(rows, line)];
  });
  const between = mayBeFlat ? line : hardLine;
  return group(open, indent(between, aligned), printer.closing('}', between));
}

function printField(printer: ExpressionPrinter, field: Field, last: boolean): PrintedField {
  const { afterBlank } = printer.tokens.peek;
  const width = printer.tokens.peek.text.length;
  const name = printer.next();
  const value = [' ', printer.next('='), ' ', printer.print(field.value)];
  return { name, width, afterBlank, rest: [value, last ? '' : flatOnly(',')] };
}
