import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver';
import type { FileScope, RuleFile } from '../../language';
import type { ServerContext } from '../context';
import { type Piece, piecesOf } from '../names/pieces';
import { type Leaf, leavesOf } from '../names/syntax';

const TYPES = [
  'keyword',
  'class',
  'property',
  'variable',
  'parameter',
  'function',
  'namespace',
  'enumMember',
  'struct',
] as const;
const MODIFIERS = ['declaration', 'readonly', 'defaultLibrary'] as const;
type TokenType = (typeof TYPES)[number];
type Modifier = (typeof MODIFIERS)[number];

/** `class` is a signal, `struct` a rule, `property` an attribute or field, `variable` a let or binding. */
export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

/** Colours words by what they mean here: `message` as an attribute is no keyword. */
export function registerSemanticTokens({ connection, documents, workspace }: ServerContext): void {
  connection.languages.semanticTokens.on(({ textDocument }) => {
    const parsed = documents.parsed(textDocument.uri);
    const scope = workspace.scopeOf(textDocument.uri);
    return parsed && scope ? semanticTokens(parsed.file, scope) : { data: [] };
  });
}

interface Coloured {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

export function semanticTokens(file: RuleFile, scope: FileScope): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, modifiers } of colouredWords(file, scope)) {
    const { line, column } = file.lines.position(start);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << MODIFIERS.indexOf(modifier)), 0);
    builder.push(line - 1, column - 1, end - start, TYPES.indexOf(type), bits);
  }
  return builder.build();
}

/** Names and keywords in order; strings, numbers and operators are left to the grammar that needs no server. */
function colouredWords(file: RuleFile, scope: FileScope): Coloured[] {
  return leavesOf(file).flatMap((leaf) => coloured(leaf, scope));
}

function coloured(leaf: Leaf, scope: FileScope): Coloured[] {
  const { offset: start, end } = leaf;
  const token = leaf.tokenType.name;
  if (token === 'RULE_ID') return [{ start, end, type: 'struct', modifiers: ['declaration'] }];
  if (token !== 'PATH')
    return /^[a-z]/.test(leaf.text) && /^[a-z_]+$/.test(token) ? [{ start, end, type: 'keyword', modifiers: [] }] : [];
  const node = leaf.astNode;
  switch (node.$type) {
    case 'Reference':
    case 'Member':
      return piecesOf(leaf, node, scope).map(colouredPiece);
    case 'SignalTerm':
    case 'IntervalTerm':
      return [{ start, end, type: 'class', modifiers: [] }];
    case 'Signal':
      return [{ start, end, type: 'class', modifiers: ['declaration'] }];
    case 'Let':
    case 'Each':
    case 'Argument':
      return [{ start, end, type: 'variable', modifiers: ['declaration'] }];
    case 'Param':
      return [{ start, end, type: 'parameter', modifiers: ['declaration'] }];
    case 'Severity':
    case 'Controls':
    case 'Tags':
    case 'Expect':
      return [{ start, end, type: 'enumMember', modifiers: [] }];
    default:
      return [{ start, end, type: 'property', modifiers: ['declaration'] }];
  }
}

function colouredPiece({ start, end, meaning }: Piece): Coloured {
  switch (meaning.kind) {
    case 'binding':
      return { start, end, type: 'variable', modifiers: [] };
    case 'declared':
      return { start, end, ...declaredType(meaning.declared.node.$type) };
    case 'occurrence':
      return { start, end, type: 'class', modifiers: [] };
    case 'scope':
      return { start, end, type: 'namespace', modifiers: ['defaultLibrary'] };
    case 'intrinsic':
      return { start, end, type: 'property', modifiers: ['defaultLibrary'] };
    case 'function':
      return { start, end, type: 'function', modifiers: ['defaultLibrary'] };
    default:
      return { start, end, type: 'property', modifiers: [] };
  }
}

function declaredType(type: string): Pick<Coloured, 'type' | 'modifiers'> {
  if (type === 'Signal') return { type: 'class', modifiers: [] };
  if (type === 'Let') return { type: 'variable', modifiers: ['readonly'] };
  return { type: type === 'Param' ? 'parameter' : 'property', modifiers: [] };
}
