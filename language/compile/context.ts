import type { AstNode } from 'langium';
import type { SignalId, Slot, ValuePlan } from '../../engine';
import type { Fix } from '../diagnostic';
import type { Declared, FileScope } from '../names/declarations';
import { grouped } from '../syntax/grouped';
import { NOTHING_OBSERVED, type Observed } from '../types/observed';
import type { DataTable } from './data-table';
import type { DiagnosticSink } from './diagnostic-sink';
import type { SignalEntry, SignalTable } from './signal-table';

/** Hands out the slots of one frame, and counts what declarations put into it. */
export class Frame {
  #next: number;
  #expanded = 0;

  constructor(first = 0) {
    this.#next = first;
  }

  allocate(): Slot {
    return this.#next++;
  }

  get size(): number {
    return this.#next;
  }

  /** Notes that a declaration is written out once more; how often that was done. */
  expand(): number {
    return ++this.#expanded;
  }
}

/** An occurrence that names are read on, and the signal whose fields it has (null: none). */
export interface OccurrenceView {
  readonly slot: Slot;
  readonly signal: SignalEntry | null;
}

/** The lets that say which tables belong to tenants, and which of those row-level security guards. */
export type TableList = 'multi_tenant_tables' | 'rls_tables';
export type ProjectTables = Readonly<Record<TableList, ValuePlan | null>>;

export const NO_TABLES: ProjectTables = { multi_tenant_tables: null, rls_tables: null };

/** What one rule turned out to name while it was compiled. */
export class RuleUse {
  failed = false;
  readonly signals = new Set<SignalId>();
  readonly obligationSignals = new Set<SignalId>();
}

/** Where an expression stands: whose names it means and what it may read. Never changed, only extended. */
export interface Context {
  readonly scope: FileScope;
  readonly sink: DiagnosticSink;
  readonly signals: SignalTable;
  readonly params: ReadonlyMap<string, string>;
  readonly data: DataTable;
  /** What the traces have that were read so far. */
  readonly observed: Observed;
  /** Lists of tables that the project declares, for files that see no such list. */
  readonly tables: ProjectTables;
  readonly frame: Frame;
  readonly use: RuleUse;
  /** Offset in the file of offset 0 of the parsed text: not 0 in the holes of a message. */
  readonly shift: number;
  readonly bindings: ReadonlyMap<string, OccurrenceView>;
  /** What bare names are read on; null where there is none (a trace, a group, a let). */
  readonly occurrence: OccurrenceView | null;
  /** Where `trace:duration` and `root.x` may be read although no occurrence is at hand. */
  readonly traceSlot: Slot | null;
  /** A name alone as a condition is `has(name)`, or a boolean attribute. */
  readonly nameAsCondition: 'signal' | 'attribute';
  /** Group keys by their text. */
  readonly keys: ReadonlyMap<string, number>;
  /** Capital letters that the seeds' window form leaves free; a where that compares with one says nothing more. */
  readonly freeNames: ReadonlySet<string>;
  /** Every attribute is read on the resource: the last step of an inherited name. */
  readonly resourceOnly: boolean;
  /** Searches may be written here: not in declarations. */
  readonly mayUseSearches: boolean;
  readonly inObligation: boolean;
  /** What is judged is a window: only there events have a rate. */
  readonly inWindow: boolean;
  /** How many `.where(…)` on lists of records this stands in: bare names are read on the innermost record. */
  readonly rows: number;
  /** In an exemption bare names are intrinsics only: span attributes are written `span.x`. */
  readonly inExemption: boolean;
  /** Declarations that are being compiled, outermost first. */
  readonly declaring: readonly object[];
}

/** What the rules of one file are compiled with. */
export type FileContext = Pick<Context, 'scope' | 'sink' | 'signals' | 'params' | 'data'> &
  Partial<Pick<Context, 'tables' | 'observed'>>;

/** The context in which a declaration's own text is read: its file's names, no occurrence, no searches. */
export function fileContext(file: FileContext): Context {
  return {
    scope: file.scope,
    sink: file.sink,
    signals: file.signals,
    params: file.params,
    data: file.data,
    observed: file.observed ?? NOTHING_OBSERVED,
    tables: file.tables ?? NO_TABLES,
    frame: new Frame(),
    use: new RuleUse(),
    shift: 0,
    bindings: new Map(),
    occurrence: null,
    traceSlot: null,
    nameAsCondition: 'attribute',
    keys: new Map(),
    freeNames: new Set(),
    resourceOnly: false,
    mayUseSearches: false,
    inObligation: false,
    inWindow: false,
    rows: 0,
    inExemption: false,
    declaring: [],
  };
}

/** Reports an error on a node; the rule that is being compiled is left out of the plan. */
export function report(
  context: Context,
  node: AstNode | undefined,
  code: string,
  message: string,
  fixes: readonly Fix[] = [],
): void {
  context.use.failed = true;
  context.sink.add(context.scope.file, rangeOf(context, node), 'error', code, message, fixes);
}

/** Says something about a node without failing the rule. */
export function warn(context: Context, node: AstNode | undefined, code: string, message: string): void {
  context.sink.add(context.scope.file, rangeOf(context, node), 'warning', code, message);
}

/** The use of a name that several explicit imports bring. */
export function reportAmbiguous(
  context: Context,
  node: AstNode | undefined,
  name: string,
  ambiguous: readonly Declared[],
): void {
  const files = ambiguous.map((other) => other.scope.file.uri.split('/').at(-1)).join(' and ');
  const message = `“${name}” is imported from ${files}: declare your own, or import one of them.`;
  report(context, node, 'ambiguous-name', message);
}

/** Declarations that name one another may go this deep. */
export const MAX_DECLARATION_DEPTH = 64;
/** How many declarations one rule or declaration is written out to: 20 lines that each name the next twice make a million. */
const MAX_EXPANDED = 20_000;

/**
 * Whether a declaration (or a field, or a signal's arms) can be written out where it is named; where it can't, that is
 * reported once, and all that led to it is known to be too large from then on.
 */
export function mayExpand(context: Context, node: AstNode | undefined, name: string, declaration: object): boolean {
  const { tooLarge } = context.sink;
  if (tooLarge.has(declaration)) {
    if (context.declaring.length > 0 || node === declaration) context.use.failed = true;
    else report(context, node, 'broken-declaration', `“${name}” has an error, see its declaration.`);
    return false;
  }
  const isTooDeep = context.declaring.length > MAX_DECLARATION_DEPTH;
  // what a rule itself names is as long as the rule's own text
  const isNested = context.declaring.length > 0 || !('$type' in declaration);
  if (!isTooDeep && !(isNested && context.frame.expand() > MAX_EXPANDED)) return true;
  for (const each of [...context.declaring, declaration]) tooLarge.add(each);
  const message = isTooDeep
    ? `“${name}” stands at the end of more than ${MAX_DECLARATION_DEPTH} declarations that name one another.`
    : `Written out, what “${name}” stands in would be more than ${grouped(MAX_EXPANDED)} declarations.`;
  report(context, node, isTooDeep ? 'declarations-too-deep' : 'too-many-declarations', message);
  return false;
}

/** The use of a declaration that has errors of its own: they are reported there, not again where it is checked alone. */
export function reportBroken(context: Context, node: AstNode | undefined, declaration: AstNode, what: string): void {
  if (node === declaration || context.declaring.length > 0) context.use.failed = true;
  else report(context, node, 'broken-declaration', `${what} has an error, see its declaration.`);
}

/** Offsets of a node in its file. */
export function rangeOf(context: Pick<Context, 'shift'>, node: AstNode | undefined): { start: number; end: number } {
  const cst = node?.$cstNode;
  return { start: (cst?.offset ?? 0) + context.shift, end: (cst?.end ?? 1) + context.shift };
}

/** A node's text on one line, for labels and messages. */
export function labelOf(node: AstNode | undefined): string {
  const text = (node?.$cstNode?.text ?? '').replace(/\s+/g, ' ').trim();
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
