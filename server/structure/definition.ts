import { type AstNode, URI, UriUtils } from 'langium';
import type { Location } from 'vscode-languageserver';
import {
  ast,
  type FileScope,
  lookUpSignal,
  packName,
  packUri,
  pathName,
  type RuleFile,
  ruleId,
  stringText,
} from '../../language';
import type { ServerContext } from '../context';
import { type Meaning, type Piece, piecesOf } from '../names/pieces';
import { type Leaf, leafAt, leavesOf, propertyNode } from '../names/syntax';
import { offsetRange } from '../workspace/rule-places';

/** From a name to its declaration, in this file, another one or a pack; and from a declaration to its uses. */
export function registerDefinition(context: ServerContext): void {
  const { connection, documents, workspace } = context;
  const rulesOf = (uri: string) => workspace.projectOf(uri)?.compile().files ?? [];
  connection.onDefinition(({ textDocument, position }) => {
    const parsed = documents.parsed(textDocument.uri);
    const scope = workspace.scopeOf(textDocument.uri);
    if (!parsed || !scope) return null;
    const target = targetAt(parsed.file, parsed.document.offsetAt(position), scope, rulesOf(textDocument.uri));
    return target ? locationOf(target, context) : null;
  });
  connection.onReferences(({ textDocument, position }) => {
    const parsed = documents.parsed(textDocument.uri);
    const scope = workspace.scopeOf(textDocument.uri);
    const target =
      parsed && scope && targetAt(parsed.file, parsed.document.offsetAt(position), scope, rulesOf(textDocument.uri));
    return target ? usesOf(target, textDocument.uri, context) : null;
  });
}

/** A node that gives something its name, and the file that it stands in. */
interface Target {
  readonly file: RuleFile;
  readonly node: AstNode;
}

function locationOf({ file, node }: Target, { documents }: ServerContext): Location {
  const own = propertyNode(node, ast.isArgument(node) ? 'alias' : 'name') ?? node.$cstNode;
  const uri = documents.get(file.uri)?.uri ?? file.uri;
  return { uri, range: offsetRange(file, own?.offset ?? 0, own?.end ?? 0) };
}

function targetAt(file: RuleFile, offset: number, scope: FileScope, others: readonly RuleFile[]): Target | undefined {
  const leaf = leafAt(file, offset);
  if (!leaf) return undefined;
  if (leaf.astNode.$type === 'Import') return importedFile(leaf.astNode as ast.Import, file, scope);
  return targetsIn(leaf, file, scope, others).find(({ start, end }) => start <= offset && offset <= end)?.target;
}

interface Use {
  readonly start: number;
  readonly end: number;
  readonly target: Target;
}

/** What the parts of one token refer to or declare. */
function targetsIn(leaf: Leaf, file: RuleFile, scope: FileScope, others: readonly RuleFile[]): Use[] {
  const node = leaf.astNode;
  const whole = { start: leaf.offset, end: leaf.end };
  if (leaf.tokenType.name === 'RULE_ID' || ast.isExempt(node) || ast.isExpect(node)) {
    const target = ast.isRule(node) ? { file, node } : ruleCalled(leaf.text, others);
    return target ? [{ ...whole, target }] : [];
  }
  if (leaf.tokenType.name !== 'PATH') return [];
  if (ast.isReference(node) || ast.isMember(node))
    return piecesOf(leaf, node, scope).flatMap((piece) => useOf(piece, file));
  if (ast.isSignalTerm(node) || ast.isIntervalTerm(node)) {
    const declared = lookUpSignal(scope, pathName(leaf.text)).declared;
    return declared ? [{ ...whole, target: { file: declared.scope.file, node: declared.node } }] : [];
  }
  const declares = [
    ast.isSignal,
    ast.isLet,
    ast.isParam,
    ast.isAttribute,
    ast.isInherited,
    ast.isField,
    ast.isEach,
    ast.isArgument,
  ];
  return declares.some((is) => is(node)) ? [{ ...whole, target: { file, node } }] : [];
}

function useOf({ start, end, meaning }: Piece, file: RuleFile): Use[] {
  const target = targetOf(meaning, file);
  return target ? [{ start, end, target }] : [];
}

function targetOf(meaning: Meaning, file: RuleFile): Target | undefined {
  if (meaning.kind === 'binding') return { file, node: meaning.binding };
  if (meaning.kind === 'declared') return { file: meaning.declared.scope.file, node: meaning.declared.node };
  if (meaning.kind === 'field') return { file: meaning.signal.scope.file, node: meaning.field };
  return undefined;
}

/** Rule ids are unique in a project. */
function ruleCalled(text: string, files: readonly RuleFile[]): Target | undefined {
  const id = text.startsWith('"') ? stringText(text) : text;
  for (const file of files) {
    const node = file.ast.declarations.filter(ast.isRule).find((rule) => ruleId(rule) === id);
    if (node) return { file, node };
  }
  return undefined;
}

function importedFile(node: ast.Import, file: RuleFile, scope: FileScope): Target | undefined {
  const path = stringText(node.path ?? '""');
  const beside = () => UriUtils.joinPath(UriUtils.dirname(URI.parse(file.uri)), path).toString();
  const uri = path.startsWith('.') ? beside() : packUri(path);
  const folder = uri.replace(/\.fence$/, '/');
  const seen = [scope.std, ...scope.imports].filter((one) => one !== null);
  const found = seen.find((one) => one.file.uri === uri || (packName(uri) && one.file.uri.startsWith(folder)));
  return found ? { file: found.file, node: found.file.ast } : undefined;
}

/** Every place in the project's files that means the same declaration, the declaration too. */
function usesOf(target: Target, uri: string, context: ServerContext): Location[] {
  const compiled = context.workspace.projectOf(uri)?.compile();
  const key = keyOf(target);
  const files = compiled?.files ?? [];
  return files.flatMap((file) => {
    const scope = compiled!.scopes.of(file);
    const uses = leavesOf(file).flatMap((leaf) => targetsIn(leaf, file, scope, files));
    const same = uses.filter((use) => keyOf(use.target) === key);
    const at = context.documents.get(file.uri)?.uri ?? file.uri;
    return same.map(({ start, end }) => ({ uri: at, range: offsetRange(file, start, end) }));
  });
}

function keyOf({ file, node }: Target): string {
  return `${file.uri} ${node.$cstNode?.offset} ${node.$type}`;
}
