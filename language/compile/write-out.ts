import type { TextEdit } from '../diagnostic';
import type { Expr, Rule } from '../generated/ast';
import type { FileScope } from '../names/declarations';
import { propertyNode } from '../parse/leaves';
import { pathName } from '../syntax/path';
import type { CallArgument, Term } from '../syntax/term';
import { compileCondition } from './condition';
import { type Context, fileContext } from './context';
import { DataTable } from './data-table';
import { DiagnosticSink } from './diagnostic-sink';
import { callsIn, type Reading, readRule, withoutBrackets } from './reading';
import { conjuncts, isFreeComparison } from './search';
import { SignalTable } from './signal-table';

/** A plain body as the clauses that it is read as. */
export interface WrittenOut {
  readonly reading: Reading;
  /** In offsets of the file, in their order; what they don't touch, comments too, stays. */
  readonly edits: readonly TextEdit[];
  /** Where the body begins and ends. */
  readonly start: number;
  readonly end: number;
}

/**
 * How a rule's plain body is written with `when`, `always` and `per`. Null where it has none, where it has a mistake in
 * spelling, or where a comment stands in what the clauses no longer need.
 */
export function writeOut(rule: Rule, scope: FileScope): WrittenOut | null {
  const { plain } = rule;
  const cst = plain?.$cstNode;
  if (!plain || !cst || scope.file.dialect !== 'current') return null;
  const context = readingContext(scope);
  const reading = readRule(rule, context);
  if (context.use.failed) return null;
  const narrowed = withoutFreeNames(plain, reading, context, scope.file.text);
  const around = reading.when.length > 0 ? triggerEdits(plain) : wholeEdits(cst);
  if (!narrowed || !around) return null;
  const [first, ...others] = around;
  const opened = { ...first!, newText: perClause(reading, scope.file.text) + first!.newText };
  const edits = [opened, ...others, ...narrowed].sort((a, b) => a.start - b.start || a.end - b.end);
  // a search inside of one whose where is written anew
  if (edits.some(({ end }, index) => end > (edits[index + 1]?.start ?? end))) return null;
  return { reading, edits, start: cst.offset, end: cst.end };
}

/**
 * Whether a file's own text is enough to tell how a rule is read: a name alone that begins a chain may be a let or
 * param of a file that isn't there.
 */
export function isReadingSure(rule: Rule, scope: FileScope, hasAllImports: boolean): boolean {
  const chain = rule.plain && withoutBrackets(rule.plain);
  const first = chain?.$type === 'And' ? withoutBrackets(chain.parts[0]!) : undefined;
  if (hasAllImports || first?.$type !== 'Reference') return true;
  return scope.own.values.has(pathName(first.path ?? ''));
}

function readingContext(scope: FileScope): Context {
  const signals = new SignalTable(compileCondition);
  const data = new DataTable(() => undefined);
  return { ...fileContext({ scope, sink: new DiagnosticSink(), signals, params: new Map(), data }) };
}

/** `A and B` as `when { A } always { B }`, brackets around the whole of it taken off. */
function triggerEdits(plain: Expr): TextEdit[] | null {
  const chain = withoutBrackets(plain);
  const and = chain.$type === 'And' ? propertyNode(chain, 'operators') : undefined;
  const [trigger] = chain.$type === 'And' ? chain.parts : [];
  if (!and || !trigger?.$cstNode || !chain.$cstNode) return null;
  return [
    ...brackets(plain, 'when { ', chain.$cstNode.offset, 'open'),
    insertion(trigger.$cstNode.end, ' }'),
    { start: and.offset, end: and.end, newText: 'always {' },
    ...brackets(plain, ' }', chain.$cstNode.end, 'close'),
  ];
}

/** What is written in place of the outermost bracket, or at an offset where there is none; the inner ones go. */
function brackets(plain: Expr, newText: string, at: number, side: 'open' | 'close'): TextEdit[] {
  const places: number[] = [];
  for (let expr = plain; expr.$type === 'Parenthesised'; expr = expr.of) {
    const cst = expr.$cstNode!;
    places.push(side === 'open' ? cst.offset : cst.end - 1);
  }
  if (places.length === 0) return [insertion(at, newText)];
  return places.map((start, depth) => ({ start, end: start + 1, newText: depth === 0 ? newText : '' }));
}

function wholeEdits({ offset, end }: { offset: number; end: number }): TextEdit[] {
  return [insertion(offset, 'always { '), insertion(end, ' }')];
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

function perClause({ keys, windowSize }: Reading, text: string): string {
  if (keys.length === 0) return '';
  const written = keys.map(({ $cstNode }) => text.slice($cstNode?.offset, $cstNode?.end));
  return `per ${written.join(', ')}${windowSize === null ? '' : ` window ${windowSize}`}\n`;
}

/** Takes off what only said by which keys and in which window to count. */
function withoutFreeNames(plain: Expr, { freeNames }: Reading, context: Context, text: string): TextEdit[] | null {
  if (freeNames.size === 0) return [];
  const inside: Context = { ...context, freeNames };
  const edits: TextEdit[] = [];
  for (const call of callsIn(plain)) if (call.method === 'where') edits.push(...whereEdits(call, inside, text));
  const removesComment = edits.some(({ start, end }) => /\/[/*]/.test(text.slice(start, end)));
  return removesComment ? null : edits;
}

function whereEdits({ args, node }: Term & { kind: 'call' }, context: Context, text: string): TextEdit[] {
  const kept = args.map((arg) => keptParts(arg, context));
  const cst = node.$cstNode;
  const callee = node.$type === 'Call' ? node.of.$cstNode : undefined;
  if (!cst || !callee || kept.every((parts) => parts === null)) return [];
  const written = args.flatMap(({ node: { $cstNode } }, index) => {
    const parts = kept[index] ?? [$cstNode];
    return parts.length === 0 ? [] : [parts.map((part) => text.slice(part?.offset, part?.end)).join(' and ')];
  });
  if (written.length > 0) return [{ start: callee.end, end: cst.end, newText: `(${written.join(', ')})` }];
  return [{ start: text.lastIndexOf('.', callee.end), end: cst.end, newText: '' }];
}

/** What stays of an argument; null where all of it does. */
function keptParts(arg: CallArgument, context: Context): Expr['$cstNode'][] | null {
  if (arg.name === 'window') return [];
  const parts = conjuncts(arg);
  const kept = parts.filter((part) => !isFreeComparison(part, context));
  return kept.length === parts.length ? null : kept.map((part) => part.$cstNode);
}
