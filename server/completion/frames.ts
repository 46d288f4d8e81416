import type { Token } from '../text/tokens';

/** An open bracket around the cursor. */
export interface Frame {
  readonly opener: '(' | '[' | '{';
  /** The word before it: `always`, `rule`, `has`; the first word of the declaration for a block behind several. */
  readonly head: string;
  readonly kind: 'rule' | 'fields' | 'condition' | 'context' | 'test' | 'nodes' | 'plain';
  /** Its token's number. */
  readonly at: number;
}

const CLOSER: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
/** What stands before a bracket without owning it. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'per']);
const CONDITIONS: ReadonlySet<string> = new Set(['when', 'always', 'never']);

/** The brackets that are open at the end, outermost first. A closer without its opener closes nothing. */
export function framesOf(tokens: readonly Token[]): Frame[] {
  const open: Frame[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'symbol') return;
    const opener = token.text;
    if (opener === '(' || opener === '[' || opener === '{') open.push(frame(tokens, at, opener, open.at(-1)));
    else if (CLOSER[opener]) close(open, CLOSER[opener]);
  });
  return open;
}

function close(open: Frame[], opener: string): void {
  const at = open.findLastIndex((frame) => frame.opener === opener);
  if (at >= 0) open.length = at;
}

function frame(tokens: readonly Token[], at: number, opener: Frame['opener'], outer: Frame | undefined): Frame {
  const before = tokens[at - 1];
  const head = before?.kind === 'word' && !OPERATOR_WORDS.has(before.text) ? before.text : '';
  if (opener !== '{') return { opener, head, kind: 'plain', at };
  if (outer?.kind === 'rule') return { opener, head, at, kind: kindInRule(head) };
  if (outer?.kind === 'test' || outer?.kind === 'nodes') return { opener, head, kind: 'nodes', at };
  const declaration = declarationWord(tokens, at);
  const kind = declaration === 'rule' ? 'rule' : declaration === 'test' ? 'test' : 'fields';
  return { opener, head: declaration, kind, at };
}

function kindInRule(head: string): Frame['kind'] {
  return CONDITIONS.has(head) ? 'condition' : head === 'context' ? 'context' : 'plain';
}

/** `rule` for `rule x "title" {`; the nearest such word before the brace. */
function declarationWord(tokens: readonly Token[], at: number): string {
  const found = tokens.slice(0, at).findLast((token) => /^(?:rule|signal|test)$/.test(token.text));
  return found?.text ?? '';
}
