import {
  NAMES_A_RULE,
  NAMING_NOT_BEFORE_OPERATOR,
  NOT_AFTER_OPERATOR,
  NOT_BEFORE_OPERATOR,
  NOT_IN,
  RESERVED,
  TUMBLING,
} from '../word-patterns';

/** Thrown where a text isn't plain; it says nothing, since the grammar's own parser then says what is wrong. */
export const NOT_PLAIN = Symbol('not plain');

/** A keyword as it is spelled, a terminal of the grammar, or the end of the text. */
export type WordKind = string;

/** Words that are keywords only where what stands around them makes them one. */
const CLAUSE_WORDS: ReadonlySet<string> = new Set([
  ...['import', 'let', 'param', 'attribute', 'inherited', 'else', 'signal', 'rule', 'exempt', 'test'],
  ...['span', 'event', 'from', 'until', 'by', 'because', 'given', 'trace', 'expect'],
  ...['severity', 'controls', 'tags', 'services', 'message', 'recommend', 'context'],
  ...['each', 'per', 'window', 'when', 'always', 'never'],
]);
const PAIRS: ReadonlySet<string> = new Set(['==', '!=', '<=', '>=', '??']);
/** Operators of other languages, which the grammar reads so that it can be said what is meant. */
const MEANT_OTHERWISE: ReadonlySet<string> = new Set(['||', '&&', '=~', '!~']);
const SINGLES = '={}(),[]:<>+-*/%.';

const sticky = (source: string | RegExp) => new RegExp(source, 'y');
const PATH = sticky(
  /((span|event|trace|link|parent|root|resource|instrumentation):[A-Za-z]+|`[^`\n]+`|[A-Za-z_][A-Za-z0-9_]*)(\.((span|event|trace|link):[A-Za-z]+|`[^`\n]+`|[A-Za-z0-9_]+))*/,
);
const RULE_ID = sticky(/(?<=(?<![\w.`:-])(rule|exempt|expect)[ \t]+)[A-Za-z_][A-Za-z0-9_.]*(-[A-Za-z0-9_.]+)*/);
const STRING = sticky(/"(\\.|[^"\\\n])*"/);
const NUMERIC = sticky(
  /(?<DATE>\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2})?)?)|(?<DURATION>\d+(\.\d+)?(ns|us|µs|ms|min|s|m|h|d)(?![A-Za-z0-9_]))|(?<SIZE>\d+(\.\d+)?([KMGT]i?)?B(?![A-Za-z0-9_]))|\d+(\.\d+)?([eE][+-]?\d+)?/,
);
const NOT_IN_HERE = sticky(NOT_IN);
const TUMBLING_HERE = sticky(TUMBLING);
const AFTER_NO_OPERATOR = sticky(NOT_AFTER_OPERATOR);
const BEFORE_NO_OPERATOR = sticky(NOT_BEFORE_OPERATOR);
const NAMING_BEFORE_NO_OPERATOR = sticky(NAMING_NOT_BEFORE_OPERATOR);
const LINE_REST = sticky(/[^\n\r]*/);
const SPACES = sticky(/\s*/);

/** The words of a text from a place on, one at a time, as the grammar's lexer cuts it. @throws NOT_PLAIN */
export class Words {
  kind: WordKind = 'START';
  start = 0;
  end = 0;
  /** Where the word before this one ends. */
  behind = 0;
  readonly #onComment: ((start: number, end: number) => void) | undefined;

  constructor(
    readonly text: string,
    from = 0,
    onComment?: (start: number, end: number) => void,
  ) {
    this.end = from;
    this.#onComment = onComment;
  }

  /** Whether there is one more word, which this is then. */
  more(): boolean {
    this.next();
    return this.kind !== 'END';
  }

  /** This word, as it is written. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  next(): void {
    const { text } = this;
    const isNamed = NAMES_A_RULE.has(this.kind) || (this.kind === 'PATH' && NAMES_A_RULE.has(this.written));
    this.behind = this.end;
    const at = this.#pastHidden(this.end);
    this.start = at;
    if (at >= text.length) {
      this.kind = 'END';
      this.end = at;
      return;
    }
    const code = text.charCodeAt(at);
    if (isNameStart(code)) this.#takeName(at, isNamed);
    else if (code >= 48 && code <= 57) this.#takeNumber(at);
    else if (code === 34) this.#take('STRING', STRING, at);
    else this.#takeOperator(at);
  }

  #pastHidden(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10) at++;
      else if (code === 47 && text.charCodeAt(at + 1) === 47) at = this.#pastComment(at, endOf(LINE_REST, text, at)!);
      else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        const close = text.indexOf('*/', at + 2);
        // with no end it is a sign for division
        if (close < 0) throw NOT_PLAIN;
        at = this.#pastComment(at, close + 2);
      } else if ((code >= 9 && code <= 13) || code > 127) {
        const end = endOf(SPACES, text, at)!;
        if (end === at) return at;
        at = end;
      } else return at;
    }
  }

  #pastComment(start: number, end: number): number {
    this.#onComment?.(start, end);
    return end;
  }

  #takeName(at: number, isNamed: boolean): void {
    const { text } = this;
    const end = endOf(PATH, text, at);
    if (end === undefined) throw NOT_PLAIN;
    const name = text.slice(at, end);
    const notIn = name === 'not' ? endOf(NOT_IN_HERE, text, at) : undefined;
    this.kind = notIn === undefined ? nameKind(text, name, at, end) : 'not in';
    this.end = notIn ?? end;
    const mayBeId = isNamed && (this.kind === 'PATH' || RESERVED.has(this.kind));
    const idEnd = mayBeId ? endOf(RULE_ID, text, at) : undefined;
    if (idEnd === undefined || (this.kind !== 'PATH' && idEnd <= end)) return;
    // the lexer takes `rule trace.x` for a path, since it begins as a keyword does
    const [first, ...more] = name.split('.');
    if (more.length > 0 && CLAUSE_WORDS.has(first!)) throw NOT_PLAIN;
    this.kind = 'RULE_ID';
    this.end = idEnd;
  }

  #takeNumber(at: number): void {
    NUMERIC.lastIndex = at;
    const groups = NUMERIC.exec(this.text)!.groups!;
    this.end = NUMERIC.lastIndex;
    if (groups.DATE !== undefined) this.kind = 'DATE';
    else if (groups.DURATION !== undefined) this.kind = 'DURATION';
    else this.kind = groups.SIZE === undefined ? 'NUMBER' : 'SIZE';
  }

  #take(kind: WordKind, pattern: RegExp, at: number): void {
    const end = endOf(pattern, this.text, at);
    if (end === undefined) throw NOT_PLAIN;
    this.kind = kind;
    this.end = end;
  }

  #takeOperator(at: number): void {
    const pair = this.text.slice(at, at + 2);
    if (MEANT_OTHERWISE.has(pair)) throw NOT_PLAIN;
    const kind = PAIRS.has(pair) ? pair : pair[0]!;
    if (kind.length === 1 && !SINGLES.includes(kind)) throw NOT_PLAIN;
    this.kind = kind;
    this.end = at + kind.length;
  }
}

function nameKind(text: string, name: string, start: number, end: number): WordKind {
  if (RESERVED.has(name)) return name;
  if (name === 'tumbling') return endOf(TUMBLING_HERE, text, start) === undefined ? 'PATH' : name;
  if (!CLAUSE_WORDS.has(name)) return 'PATH';
  const before = NAMES_A_RULE.has(name) ? NAMING_BEFORE_NO_OPERATOR : BEFORE_NO_OPERATOR;
  const isKeyword = endOf(AFTER_NO_OPERATOR, text, start) !== undefined && endOf(before, text, end) !== undefined;
  return isKeyword ? name : 'PATH';
}

/** Where a match that begins at a place ends. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 96;
}
