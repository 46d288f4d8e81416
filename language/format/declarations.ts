import type { Attribute, Declaration, File, Import, Inherited, Signal } from '../generated/ast';
import { type Item, inOrder, lines, runs } from './blocks';
import { blank, type Doc, group, hardLine, indent, line } from './doc';
import type { ExpressionPrinter } from './expressions';
import { printRule } from './rules';
import { printSignal } from './signals';
import { printExempt, printTest } from './test-blocks';

type Part = Import | Declaration;

export function printFile(printer: ExpressionPrinter, file: File): Doc {
  const parts = inOrder<Part>(file.imports, file.declarations);
  const items = parts.length === 0 ? [] : printParts(printer, parts);
  const { leading, afterBlank } = printer.tokens.atEnd;
  if (leading.length === 0) return lines(items, apart);
  const between = items.length === 0 ? '' : afterBlank ? blank : hardLine;
  return [lines(items, apart), between, leading];
}

/** Rules and tests have air around them; everything else stands as the author left it. */
function apart(before: Item<Part>, item: Item<Part>): boolean {
  return item.afterBlank || isTall(before.node) || isTall(item.node);
}

function isTall(part: Part): boolean {
  return part.$type === 'Rule' || part.$type === 'Test';
}

/** Aliases below each other get one width, and so do signals without fields: they can be compared. */
function printParts(printer: ExpressionPrinter, parts: readonly Part[]): Item<Part>[] {
  const widths = new Map<Part, number>();
  const goesOn = (part: Part, before: Part) =>
    ((isAlias(part) && isAlias(before)) || (isPlainSignal(part) && isPlainSignal(before))) &&
    !printer.tokens.startOf(part).afterBlank;
  for (const run of runs(parts, goesOn)) {
    const width = Math.max(...run.map((part) => (isAlias(part) || isPlainSignal(part) ? part.name.length : 0)));
    for (const part of run) widths.set(part, width);
  }
  return parts.map((node) => {
    const { afterBlank } = printer.tokens.peek;
    return { node, afterBlank, doc: printPart(printer, node, widths.get(node) ?? 0) };
  });
}

function isAlias(part: Part): part is Attribute | Inherited {
  return part.$type === 'Attribute' || part.$type === 'Inherited';
}

function isPlainSignal(part: Part): part is Signal {
  return part.$type === 'Signal' && part.fields.length === 0;
}

function printPart(printer: ExpressionPrinter, part: Part, width: number): Doc {
  switch (part.$type) {
    case 'Import':
      return [printer.next('import'), ' ', printer.next()];
    case 'Let':
    case 'Param':
      return [printer.next(), ' ', printer.next(), ' ', printer.next('='), ' ', printer.print(part.value)];
    case 'Attribute':
    case 'Inherited':
      return printAlias(printer, part, width);
    case 'Signal':
      return printSignal(printer, part, width);
    case 'Rule':
      return printRule(printer, part);
    case 'Exempt':
      return printExempt(printer, part);
    case 'Test':
      return printTest(printer, part);
  }
}

function printAlias(printer: ExpressionPrinter, alias: Attribute | Inherited, width: number): Doc {
  const keyword = printer.next();
  const pad = ' '.repeat(Math.max(0, width - printer.tokens.peek.text.length));
  const head = [keyword, ' ', printer.next(), pad, ' ', printer.next('='), ' ', printer.print(alias.value)];
  if (alias.$type === 'Attribute' || alias.fallback === undefined) return head;
  return group(head, indent(line, printer.next('else'), ' ', printer.print(alias.fallback)));
}
