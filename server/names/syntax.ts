import { type AstNode, AstUtils, type CstNode, CstUtils, GrammarUtils, type LeafCstNode } from 'langium';
import { ast, type RuleFile } from '../../language';

/** A token of a rule file's tree. */
export type Leaf = LeafCstNode;

/** The tree's tokens in order, blanks and comments left out. */
export function leavesOf(file: RuleFile): Leaf[] {
  const root = file.ast.$cstNode;
  if (!root) return [];
  return CstUtils.flattenCst(root)
    .filter((leaf: LeafCstNode) => !leaf.hidden)
    .toArray();
}

/** The token that touches an offset; of two neighbours the one that begins there. */
export function leafAt(file: RuleFile, offset: number): Leaf | undefined {
  const root = file.ast.$cstNode;
  if (!root) return undefined;
  return CstUtils.findDeclarationNodeAtOffset(root, offset) as Leaf | undefined;
}

/** Where a property of a node is written. */
export function propertyNode(node: AstNode, property: string): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, property);
}

/** The bindings that stand in the rule or declaration around a node, by name; the first of a name. */
export function bindingsAround(node: AstNode): Map<string, ast.Each | ast.Argument> {
  const declaration = declarationOf(node);
  const bindings = new Map<string, ast.Each | ast.Argument>();
  for (const inner of declaration ? AstUtils.streamAst(declaration) : []) {
    const name = ast.isEach(inner) ? inner.name : ast.isArgument(inner) ? inner.alias : undefined;
    if (name && !bindings.has(name)) bindings.set(name, inner as ast.Each | ast.Argument);
  }
  return bindings;
}

/** The rule, signal or other declaration that a node is part of. */
function declarationOf(node: AstNode): AstNode | undefined {
  let at: AstNode | undefined = node;
  while (at?.$container && !ast.isFile(at.$container)) at = at.$container;
  return at && !ast.isFile(at) ? at : undefined;
}
