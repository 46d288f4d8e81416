import { SEARCHES } from '../names/position';
import { type Token, tokenize } from '../text/tokens';
import { type Frame, framesOf } from './frames';

/** What the text before the cursor calls for. Offsets are UTF-16. */
export interface CompletionContext {
  readonly place: Place;
  /** What is typed already, to be replaced from `start` to the cursor. */
  readonly prefix: string;
  readonly start: number;
}

/** Whether names there are read as spans and events, as values, or as both. */
export type Expects = 'occurrence' | 'value' | 'either';

export type Place =
  /** A comment, a number, a name that is being invented. */
  | { readonly kind: 'nothing' }
  /** Outside of everything: a new declaration. */
  | { readonly kind: 'declaration' }
  /** In a rule, where a clause or its plain expression begins. */
  | { readonly kind: 'clause' }
  /** Where a value or condition begins. */
  | { readonly kind: 'operand'; readonly expects: Expects }
  /** After a complete operand: operators, and what `also` says may begin instead. */
  | { readonly kind: 'operator'; readonly also: 'clause' | 'declaration' | null }
  /** After a dot: `of` is what stands before it, of a call what is called (without what it is called on). */
  | { readonly kind: 'member'; readonly of: string }
  /** A signal's definition begins here. */
  | { readonly kind: 'term' }
  /** The value that `left` is compared with. `quoted`: inside a string. `many`: in a list. */
  | { readonly kind: 'value'; readonly left: string; readonly quoted: boolean; readonly operator: string }
  /** Inside a string that names spans or events. */
  | { readonly kind: 'occurrence-name'; readonly of: 'span' | 'event' }
  | { readonly kind: 'import' }
  | { readonly kind: 'service' }
  | { readonly kind: 'severity' }
  | { readonly kind: 'rule-id' }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'test-item' }
  /** In the parentheses of a test's span or event: a name, or with `of` what stands for that one. */
  | { readonly kind: 'test-attribute'; readonly of: string | null };

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', 'in', 'contains', 'starts_with', 'ends_with']);
const BEFORE_OPERAND: ReadonlySet<string> = new Set([
  ...COMPARISONS,
  ...['<', '<=', '>', '>=', 'matches', 'and', 'or', 'not', 'where', 'each', 'per', '=', '??', '+', '-', '*', '/', '%'],
  ...['(', '[', ',', '{'],
]);
/** Words after which a name is made up. */
const BEFORE_NEW_NAME: ReadonlySet<string> = new Set([
  'let',
  'param',
  'attribute',
  'inherited',
  'signal',
  'rule',
  'as',
]);
/** Words after which text for people follows. */
const BEFORE_PROSE: ReadonlySet<string> = new Set([
  'message',
  'recommend',
  'because',
  'test',
  'given',
  'tags',
  'controls',
]);

/** Reads the text up to the cursor; what follows it plays no part. */
export function completionContext(text: string, offset: number): CompletionContext {
  const ruleId = /\b(?:exempt|expect)[ \t]+([\w.-]*)$/.exec(text.slice(0, offset));
  if (ruleId) return { place: { kind: 'rule-id' }, prefix: ruleId[1]!, start: offset - ruleId[1]!.length };
  const tokens = tokenize(text.slice(0, offset));
  const last = tokens.at(-1);
  const nothing = { place: { kind: 'nothing' }, prefix: '', start: offset } as const;
  if (last?.kind === 'comment' && !last.closed) return nothing;
  const code = tokens.filter((token) => token.kind !== 'comment');
  const typing = code.at(-1);
  if (typing && typing.end === offset) {
    if (typing.kind === 'number') return nothing;
    if (typing.kind === 'string' && !typing.closed) return inString(code, typing, text);
    if (typing.kind === 'word') return inWord(code.slice(0, -1), typing);
    // straight after a call: `has(x).`
    if (typing.text === '.')
      return { place: { kind: 'member', of: calledBefore(code.slice(0, -1)) }, prefix: '', start: offset };
  }
  return { place: placeAfter(code), prefix: '', start: offset };
}

function inWord(before: readonly Token[], word: Token): CompletionContext {
  // `has(x).wh`: the dot is a token of its own there
  if (before.at(-1)?.text === '.') {
    return { place: { kind: 'member', of: calledBefore(before.slice(0, -1)) }, prefix: word.text, start: word.start };
  }
  return { place: placeAfter(before), prefix: word.text, start: word.start };
}

/** The function or method whose call these tokens end with; empty where they don't end with one. */
function calledBefore(tokens: readonly Token[]): string {
  if (tokens.at(-1)?.text !== ')') return '';
  let depth = 0;
  for (let at = tokens.length - 1; at > 0; at--) {
    if (tokens[at]!.text === ')') depth++;
    if (tokens[at]!.text === '(' && --depth === 0) return tokens[at - 1]!.text.split('.').at(-1)!;
  }
  return '';
}

function inString(code: readonly Token[], string: Token, text: string): CompletionContext {
  const hole = openHole(string.text);
  const before = code.slice(0, -1);
  if (hole !== null && takesTemplate(before)) return inHole(string, hole, text);
  const prefix = string.text.slice(1);
  return { place: quotedPlace(before), prefix, start: string.start + 1 };
}

/** Where the expression of an unclosed `{` begins in a string token. */
function openHole(token: string): number | null {
  const at = token.lastIndexOf('{');
  const literal = at > 0 && (token[at - 1] === '{' || token[at - 1] === '\\');
  return at < 0 || literal || token.indexOf('}', at) >= 0 ? null : at + 1;
}

function takesTemplate(before: readonly Token[]): boolean {
  const head = before.findLast((token) => token.kind === 'word')?.text;
  return head === 'message' || head === 'recommend' || framesOf(before).at(-1)?.kind === 'context';
}

function inHole(string: Token, hole: number, text: string): CompletionContext {
  const inner = completionContext(text.slice(string.start + hole, string.end), string.end - string.start - hole);
  const place: Place = inner.place.kind === 'declaration' ? { kind: 'operand', expects: 'value' } : inner.place;
  return { place, prefix: inner.prefix, start: inner.start + string.start + hole };
}

function quotedPlace(before: readonly Token[]): Place {
  const word = before.at(-1)?.text ?? '';
  if (word === 'span' || word === 'event') return { kind: 'occurrence-name', of: word };
  if (word === 'import') return { kind: 'import' };
  const frame = framesOf(before).at(-1);
  if (frame?.opener === '[' && frame.head === 'services') return { kind: 'service' };
  if (BEFORE_PROSE.has(word)) return { kind: 'nothing' };
  return comparedValue(before, frame, true) ?? { kind: 'nothing' };
}

/** What is compared, if the next token is compared with it: after an operator, or in the list behind one. */
function comparedValue(before: readonly Token[], frame: Frame | undefined, quoted: boolean): Place | null {
  const inList = frame?.opener === '[' && (before.at(-1)?.text === ',' || before.at(-1)?.text === '[');
  const operatorAt = inList ? frame.at - 1 : before.length - 1;
  const operator = before[operatorAt]?.text ?? '';
  if (!COMPARISONS.has(operator)) return null;
  const left = before[operator === 'in' && before[operatorAt - 1]?.text === 'not' ? operatorAt - 2 : operatorAt - 1];
  return left?.kind === 'word' ? { kind: 'value', left: left.text, quoted, operator } : null;
}

/** What may begin after these tokens. */
function placeAfter(before: readonly Token[]): Place {
  const last = before.at(-1);
  const frames = framesOf(before);
  const frame = frames.at(-1);
  if (!last) return { kind: 'declaration' };
  if (frame?.opener === '(' && frames.at(-2)?.kind === 'nodes') return inTestNode(before);
  if (last.kind === 'word') {
    const special = afterKeyword(last.text, before, frame);
    if (special) return special;
  }
  if (frame?.kind === 'test' || frame?.kind === 'nodes') return { kind: 'test-item' };
  if (frame?.opener === '[' && BEFORE_PROSE.has(frame.head)) return { kind: 'nothing' };
  if (last.text === '{' && frame?.kind === 'rule') return { kind: 'clause' };
  if (last.text === '{' && (frame?.kind === 'fields' || frame?.kind === 'context')) return { kind: 'nothing' };
  const compared = comparedValue(before, frame, false);
  if (compared) return compared;
  if (last.text === '=' && definesSignal(before)) return { kind: 'term' };
  if (BEFORE_OPERAND.has(last.text)) return { kind: 'operand', expects: expectedAfter(last.text, frame) };
  return afterOperand(last, frame);
}

/** `kind: ` and what it can be, or another name. */
function inTestNode(before: readonly Token[]): Place {
  const [name, colon] = before.slice(-2);
  if (colon?.text === '(' || colon?.text === ',') return { kind: 'test-attribute', of: null };
  if (colon?.text === ':' && name?.kind === 'word') return { kind: 'test-attribute', of: name.text };
  return { kind: 'nothing' };
}

/** `has(` asks for occurrences, `where` and operators for values; a condition takes both. */
function expectedAfter(word: string, frame: Frame | undefined): Expects {
  if (word === 'each') return 'occurrence';
  const called = frame?.opener === '(' ? (frame.head.split('.').at(-1) ?? '') : '';
  if (called !== '' && called !== 'where') return SEARCHES.has(called) ? 'occurrence' : 'value';
  const isJoin = word === 'and' || word === 'or' || word === 'not' || word === '{' || word === '(';
  const isCondition =
    frame?.kind === 'rule' || frame?.kind === 'condition' || (frame?.kind === 'plain' && called === '');
  return isJoin && isCondition ? 'either' : 'value';
}

function afterKeyword(word: string, before: readonly Token[], frame: Frame | undefined): Place | null {
  if (word === 'severity' && frame?.kind === 'rule') return { kind: 'severity' };
  if (frame?.kind === 'test' && isVerdictPlace(before)) return { kind: 'verdict' };
  if (BEFORE_NEW_NAME.has(word)) return { kind: 'nothing' };
  // inside conditions these are attributes like any other
  const clause = !frame || frame.kind === 'rule' || frame.kind === 'test';
  return clause && BEFORE_PROSE.has(word) ? { kind: 'nothing' } : null;
}

/** After `expect RULE-ID`, whose dashes are tokens of their own. */
function isVerdictPlace(before: readonly Token[]): boolean {
  let at = before.length - 1;
  while (at > 1 && before[at - 1]?.text === '-') at -= 2;
  return before[at - 1]?.text === 'expect';
}

function definesSignal(before: readonly Token[]): boolean {
  return before.at(-3)?.text === 'signal';
}

function afterOperand(last: Token, frame: Frame | undefined): Place {
  if (!frame) return { kind: 'operator', also: 'declaration' };
  if (frame.kind === 'rule') return last.text === '}' ? { kind: 'clause' } : { kind: 'operator', also: 'clause' };
  return { kind: 'operator', also: null };
}
