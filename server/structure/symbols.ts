import { type DocumentSymbol, type Range, SymbolKind } from 'vscode-languageserver';
import { type ast, type RuleFile, ruleId, stringText } from '../../language';
import type { ServerContext } from '../context';
import { propertyNode } from '../names/syntax';
import { offsetRange } from '../workspace/rule-places';

/** The outline of a rule file. */
export function registerSymbols({ connection, documents }: ServerContext): void {
  connection.onDocumentSymbol(({ textDocument }) => {
    const parsed = documents.parsed(textDocument.uri);
    return parsed ? documentSymbols(parsed.file) : null;
  });
}

const KINDS: Readonly<Record<ast.Declaration['$type'], SymbolKind>> = {
  Let: SymbolKind.Constant,
  Param: SymbolKind.Variable,
  Attribute: SymbolKind.Property,
  Inherited: SymbolKind.Property,
  Signal: SymbolKind.Event,
  Rule: SymbolKind.Function,
  Exempt: SymbolKind.Null,
  Test: SymbolKind.Method,
};

/** Declarations in the order of the file; those whose name isn't typed yet are left out. */
function documentSymbols(file: RuleFile): DocumentSymbol[] {
  return file.ast.declarations.flatMap((node) => {
    const symbol = symbolOf(file, node, nameOf(node), detailOf(node), KINDS[node.$type]);
    const fields = node.$type === 'Signal' ? node.fields : [];
    const children = fields.flatMap((field) => symbolOf(file, field, field.name, '', SymbolKind.Field));
    return symbol.map((one) => ({ ...one, children }));
  });
}

function nameOf(node: ast.Declaration): string | undefined {
  if (node.$type === 'Rule') return node.name && ruleId(node);
  if (node.$type === 'Exempt') return node.rule && `exempt ${node.rule}`;
  if (node.$type === 'Test') return node.title && `test ${stringText(node.title)}`;
  return node.name;
}

function detailOf(node: ast.Declaration): string {
  if (node.$type === 'Rule') return node.title ? stringText(node.title) : '';
  return node.$type === 'Exempt' || node.$type === 'Test' ? '' : node.$type.toLowerCase();
}

type Named = ast.Declaration | ast.Field;

function symbolOf(
  file: RuleFile,
  node: Named,
  name: string | undefined,
  detail: string,
  kind: SymbolKind,
): DocumentSymbol[] {
  const cst = node.$cstNode;
  if (!cst || !name) return [];
  const property = node.$type === 'Exempt' ? 'rule' : node.$type === 'Test' ? 'title' : 'name';
  const own = propertyNode(node, property) ?? cst;
  const range: Range = offsetRange(file, cst.offset, cst.end);
  return [{ name, detail, kind, range, selectionRange: offsetRange(file, own.offset, own.end) }];
}
