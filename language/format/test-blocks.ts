import type { Exempt, Test, TestAttribute, TestItem, TestNode } from '../generated/ast';
import { block, inlineBlock, lines } from './blocks';
import { type Doc, group, indent, line } from './doc';
import type { ExpressionPrinter } from './expressions';

export function printExempt(printer: ExpressionPrinter, exempt: Exempt): Doc {
  const { condition, until } = exempt;
  const head = [printer.next('exempt'), ' ', printer.next()];
  const where = condition === undefined ? '' : [line, printer.next('where'), ' ', printer.print(condition)];
  const limit = until === undefined ? '' : [line, printer.next('until'), ' ', printer.next()];
  return group(group(head, indent(where, limit)), indent(line, printer.next('because'), ' ', printer.next()));
}

export function printTest(printer: ExpressionPrinter, test: Test): Doc {
  const open = [printer.next('test'), ' ', printer.next(), ' ', printer.next('{')];
  return block(printer, below(printer, test.items, printItem), open);
}

function printItem(printer: ExpressionPrinter, item: TestItem): Doc {
  switch (item.$type) {
    case 'Given':
      return [printer.next('given'), ' ', printer.next()];
    case 'TraceLiteral':
      return [printer.next('trace'), ' ', nodeBlock(printer, item.nodes)];
    case 'Expect': {
      const expected = [printer.next('expect'), ' ', printer.next(), ' ', printer.next()];
      return item.count === undefined ? expected : [expected, ' ', printer.next()];
    }
  }
}

function printNode(printer: ExpressionPrinter, node: TestNode): Doc {
  const head = [printer.next(node.kind), ' ', printer.next(), attributes(printer, node)];
  if (printer.tokens.peek.text !== '{') return head;
  return [head, ' ', nodeBlock(printer, node.children)];
}

/** Nodes below each other, or on one line if it is only one that holds none itself. */
function nodeBlock(printer: ExpressionPrinter, nodes: readonly TestNode[]): Doc {
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0 && only.children.length === 0) {
    return inlineBlock(printer, () => printNode(printer, only));
  }
  const open = printer.next('{');
  return block(printer, below(printer, nodes, printNode), open);
}

function attributes(printer: ExpressionPrinter, node: TestNode): Doc {
  if (printer.tokens.peek.text !== '(') return '';
  const printed = node.attributes.map((attribute) => () => printAttribute(printer, attribute));
  return [' ', printer.filled('(', printed, ')')];
}

function printAttribute(printer: ExpressionPrinter, attribute: TestAttribute): Doc {
  return [printer.next(), printer.next(':'), ' ', printer.print(attribute.value)];
}

function below<T>(
  printer: ExpressionPrinter,
  nodes: readonly T[],
  print: (printer: ExpressionPrinter, node: T) => Doc,
): Doc | null {
  if (nodes.length === 0) return null;
  const items = nodes.map((node) => {
    const { afterBlank } = printer.tokens.peek;
    return { node, afterBlank, doc: print(printer, node) };
  });
  return lines(items, (_, item) => item.afterBlank);
}
