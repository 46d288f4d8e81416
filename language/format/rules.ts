import type { Clause, Expr, Metadata, Rule } from '../generated/ast';
import { block, fieldBlock, type Item, inlineBlock, inOrder, lines, runs } from './blocks';
import { type Doc, group, hang, indent, join, line } from './doc';
import type { ExpressionPrinter } from './expressions';

type Part = Metadata | Clause | Expr;

/** What a rule says about its findings: written after its body, the keywords as wide as the widest. */
const REPORTING = new Set(['Message', 'Recommend', 'Context']);
const METADATA = new Set(['Severity', 'Controls', 'Tags', 'Services', ...REPORTING]);

export function printRule(printer: ExpressionPrinter, rule: Rule): Doc {
  const head = [printer.next('rule'), ' ', printer.next()];
  const title = rule.title === undefined ? '' : [' ', printer.next()];
  const open = [head, title, ' ', printer.next('{')];
  const parts = inOrder<Part>(rule.metadata, rule.clauses, rule.plain === undefined ? [] : [rule.plain]);
  const items = runs(parts, (part, before) => isReporting(part) && isReporting(before)).flatMap((run) =>
    printRun(printer, run),
  );
  return block(printer, items.length === 0 ? null : lines(items, apart), open);
}

/** Metadata stands apart from the body; everything else as the author left it. */
function apart(before: Item<Part>, item: Item<Part>): boolean {
  return item.afterBlank || METADATA.has(before.node.$type) !== METADATA.has(item.node.$type);
}

function isReporting(part: Part): boolean {
  return REPORTING.has(part.$type);
}

/** Message, recommend and context below each other get one width. */
function printRun(printer: ExpressionPrinter, run: readonly Part[]): Item<Part>[] {
  const width = Math.max(...run.map((part) => (isReporting(part) ? part.$type.length : 0)));
  return run.map((node) => {
    const { afterBlank } = printer.tokens.peek;
    return { node, afterBlank, doc: printPart(printer, node, width) };
  });
}

function printPart(printer: ExpressionPrinter, part: Part, width: number): Doc {
  switch (part.$type) {
    case 'Severity':
      return [printer.next(), ' ', printer.next()];
    case 'Controls':
    case 'Tags':
      return [
        printer.next(),
        ' ',
        printer.filled(
          '[',
          part.ids.map(() => () => printer.next()),
          ']',
        ),
      ];
    case 'Services':
      return [
        printer.next(),
        ' ',
        printer.filled(
          '[',
          part.names.map(() => () => printer.next()),
          ']',
        ),
      ];
    case 'Message':
      return [printer.next(), ' '.repeat(width - 'message'.length + 1), printer.next()];
    case 'Recommend': {
      const keyword = printer.next();
      const texts = printer.separated(part.texts.map(() => () => printer.next()));
      return [keyword, ' ', group(hang(width + 1, join(texts, line)))];
    }
    case 'Context': {
      const keyword = printer.next();
      const pad = width - 'context'.length;
      return group(keyword, ' '.repeat(pad + 1), fieldBlock(printer, part.fields, true));
    }
    case 'Each':
      return printEach(printer, part);
    case 'Per':
      return printPer(printer, part);
    case 'When':
    case 'Always':
    case 'Never':
      return [printer.next(), ' ', inlineBlock(printer, () => printer.print(part.condition))];
    default:
      return printer.print(part);
  }
}

function printEach(printer: ExpressionPrinter, each: Extract<Clause, { $type: 'Each' }>): Doc {
  const head = [printer.next('each'), ' ', printer.print(each.of), ' ', printer.next('as'), ' ', printer.next()];
  if (each.condition === undefined) return head;
  return group(head, indent(line, printer.next('where'), ' ', printer.print(each.condition)));
}

function printPer(printer: ExpressionPrinter, per: Extract<Clause, { $type: 'Per' }>): Doc {
  const keyword = printer.next('per');
  const keys = printer.separated(per.keys.map((key) => () => printer.print(key)));
  const window = per.size === undefined ? '' : [' ', printer.next('window'), ' ', printer.next()];
  return [keyword, ' ', join(keys, ' '), window, per.tumbling ? [' ', printer.next('tumbling')] : ''];
}
