import { ast, type Declared, type FileScope, type RuleFile, ruleId, stringText } from '../../language';
import { fileName } from '../completion/names';
import { attributesBehind } from '../completion/values';
import { CLAUSES, FUNCTIONS, METHODS, OPERATORS, SQL_DETAILS, SQL_PARTS } from '../completion/words';
import { type Meaning, type Piece, piecesOf } from '../names/pieces';
import { type Leaf, leafAt } from '../names/syntax';
import type { Seen } from '../seen/seen';
import { conventionText } from './convention-text';
import { plainRuleAt, readingMarkdown } from './reading';
import { seenText } from './seen-text';

export interface NameHover {
  /** UTF-16 offsets of what is told about. */
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

/** What there is to tell of what stands at an offset, and how the plain body around it is read; undefined where there is nothing. */
export function nameHover(
  file: RuleFile,
  offset: number,
  scope: FileScope | undefined,
  seen: Seen,
): NameHover | undefined {
  const found = ownHover(file, offset, scope, seen);
  const rule = scope && plainRuleAt(file, offset);
  const body = rule?.plain?.$cstNode;
  const reading = rule && scope && readingMarkdown(rule, scope);
  if (!body || !reading) return found;
  if (!found) return { start: body.offset, end: body.end, markdown: reading };
  return { ...found, markdown: `${found.markdown}\n\n---\n\n${reading}` };
}

function ownHover(file: RuleFile, offset: number, scope: FileScope | undefined, seen: Seen): NameHover | undefined {
  const leaf = leafAt(file, offset);
  if (!leaf) return undefined;
  const node = leaf.astNode;
  const whole = { start: leaf.offset, end: leaf.end };
  const part = ast.isMember(node) && wordText(leaf.text, partsOf(node.of));
  if (part) return { ...whole, markdown: part };
  if (scope && leaf.tokenType.name === 'PATH' && (ast.isReference(node) || ast.isMember(node))) {
    const piece = piecesOf(leaf, node, scope).find(({ start, end }) => start <= offset && offset <= end);
    const markdown = piece && pieceText(piece, scope, seen);
    return markdown ? { start: piece.start, end: piece.end, markdown } : undefined;
  }
  const markdown = leafText(leaf, scope, seen);
  return markdown ? { ...whole, markdown } : undefined;
}

/** What there is of a statement, or of a table that it doesn't filter. */
function partsOf(of: ast.Expr): typeof SQL_PARTS {
  const called = ast.isCall(of) ? of.of : undefined;
  if (ast.isReference(called) && called.path === 'sql') return SQL_PARTS;
  return ast.isMember(called) && called.name === 'unfiltered' ? SQL_DETAILS : [];
}

function leafText(leaf: Leaf, scope: FileScope | undefined, seen: Seen): string | undefined {
  const node = leaf.astNode;
  if (ast.isRule(node) && leaf.text === node.name) return ruleText(node, scope);
  if (ast.isOccurrenceTerm(node) && leaf.text.startsWith('"')) return seenText(stringText(leaf.text), [], seen);
  if (leaf.tokenType.name === 'PATH') {
    if (ast.isSignal(node) || ast.isLet(node) || ast.isParam(node) || ast.isAttribute(node) || ast.isInherited(node)) {
      return joined([
        code(node),
        seenText(leaf.text, attributesBehind(leaf.text, scope), seen),
        conventionText(leaf.text),
      ]);
    }
    if (ast.isSignalTerm(node) || ast.isIntervalTerm(node)) return seenText(leaf.text, [], seen);
    return undefined;
  }
  return wordText(leaf.text, [...CLAUSES, ...OPERATORS]);
}

function pieceText({ name, meaning }: Piece, scope: FileScope, seen: Seen): string | undefined {
  switch (meaning.kind) {
    case 'function':
      return wordText(name, [...METHODS, ...FUNCTIONS, ...SQL_PARTS]);
    case 'declared':
      return joined([
        declaredText(meaning.declared),
        seenText(name, attributesBehind(name, scope), seen),
        conventionText(name),
      ]);
    case 'field':
      return joined([fieldText(meaning), seenText(name, attributesBehind(name, scope), seen), conventionText(name)]);
    case 'binding':
      return `\`${name}\` is bound by \`${firstLine(meaning.binding.$cstNode?.text ?? '')}\``;
    case 'attribute':
    case 'occurrence':
      return joined([seenText(name, [name], seen) ?? notSeen(name, meaning), conventionText(name)]);
    default:
      return undefined;
  }
}

function notSeen(name: string, { kind }: Meaning): string {
  const what = kind === 'occurrence' ? 'span or event' : 'attribute';
  return `No ${what} \`${name.replaceAll('`', '')}\` in the traces that were read.`;
}

function declaredText({ node, scope: { file } }: Declared): string {
  return `${code(node)}\n\n${node.$type} of \`${fileName(file.uri)}\``;
}

function fieldText({ field, signal }: Extract<Meaning, { kind: 'field' }>): string {
  return `${code(field)}\n\nField of the signal \`${signal.name}\``;
}

function ruleText(rule: ast.Rule, scope: FileScope | undefined): string {
  const title = rule.title ? `**${stringText(rule.title).replace(/[\\`*_<>[\]]/g, '\\$&')}**` : '';
  const reading = scope && readingMarkdown(rule, scope);
  return joined([`Rule \`${ruleId(rule).replaceAll('`', '')}\``, title, reading]) ?? '';
}

function code(node: { readonly $cstNode?: { readonly text: string } }): string {
  return `\`\`\`ringfence\n${(node.$cstNode?.text ?? '').replaceAll('```', '')}\n\`\`\``;
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replaceAll('`', '');
}

function wordText(
  word: string,
  among: readonly { readonly label: string; readonly detail: string }[],
): string | undefined {
  const known = among.find(({ label }) => label === word);
  return known && `\`${word}\`: ${known.detail}`;
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length > 0 ? present.join('\n\n') : undefined;
}
