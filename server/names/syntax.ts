import { type AstNode, AstUtils } from 'langium';
import { ast } from '../../language';

export { type Leaf, leafAt, leavesOf, propertyNode } from '../../language';

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
