import type { Node } from 'libpg-query';
import type { Doubt, Statement } from '../batch';
import type { Dialect } from '../dialect';
import { MAX_SOURCES, TooMuch } from '../limits';
import { isSystemTable, meansTable, type SqlSchema, type TableName } from '../schema';
import type { SqlValue } from '../value';
import { type Facts, type NodeId, noFacts } from './facts';
import type { TenantQuestion } from './question';

/** What has to be pinned: a table that is read or written in one place. */
export interface Requirement {
  readonly table: TableName;
  readonly alias: string | undefined;
  readonly offset: number;
  readonly source: number;
  readonly what: 'read' | 'written' | 'inserted';
  /** The node of a column in it, if it is known. */
  node(column: string): NodeId | undefined;
}

/** What is the same for all statements of a text. */
export interface Surroundings {
  readonly text: string;
  readonly dialect: Dialect;
  readonly schema: SqlSchema | undefined;
  readonly question: TenantQuestion;
  /** Parses the query of a view. */
  parse(text: string): Statement | undefined;
}

/**
 * One reading of one statement. A doubtful fact counts only in an `optimistic` reading: what is pinned in the
 * other one is pinned for sure, what isn't pinned even in this one is surely not.
 */
export class Context {
  readonly root: Facts = noFacts();
  readonly required: Requirement[] = [];
  readonly doubts: Doubt[] = [];
  /** The most tables that one unqualified column can belong to. */
  widest = 1;
  /** Whether something may read or write tables that the analysis doesn't see. */
  blind = false;
  private sources = 0;
  private readonly nodes: number[] = [];
  private readonly named = new Map<string, NodeId>();
  /** Views that are being read, with the place of the outermost one. */
  private readonly views: string[] = [];
  private viewOffset = 0;

  constructor(
    readonly around: Surroundings,
    private statement: Statement,
    readonly optimistic: boolean,
    /** Which table an unqualified column belongs to, where several are possible. */
    readonly choice: number,
  ) {}

  newSource(): number {
    if (this.sources >= MAX_SOURCES) throw new TooMuch(`the statement uses more than ${MAX_SOURCES} tables`);
    return this.sources++;
  }

  node(source: number, column: string): NodeId {
    const key = `${source}.${column}`;
    const known = this.named.get(key);
    if (known !== undefined) return known;
    this.nodes.push(source);
    this.named.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  sourceOf(node: NodeId): number {
    return this.nodes[node]!;
  }

  /** Builds facts that own every source made meanwhile. */
  frame(build: (facts: Facts) => void): Facts {
    const first = this.sources;
    const facts = noFacts();
    build(facts);
    for (let source = first; source < this.sources; source++) facts.owned.add(source);
    return facts;
  }

  /** A frame as a scope of other facts. */
  scoped<T>(outer: Facts, build: (facts: Facts) => T): T {
    let result: T | undefined;
    outer.scopes.push(
      this.frame((facts) => {
        result = build(facts);
      }),
    );
    return result as T;
  }

  doubt(what: string, location: number | undefined): void {
    this.doubtAt(what, this.offset(location));
  }

  doubtAt(what: string, offset: number): void {
    this.doubts.push({ what, offset });
  }

  /** What may read or write any table: nothing is sure then. */
  unreadable(what: string, location: number | undefined): void {
    this.unreadableAt(what, this.offset(location));
  }

  unreadableAt(what: string, offset: number): void {
    this.doubtAt(what, offset);
    this.blind = true;
  }

  /** A pin that may not be one. */
  perhaps(facts: Facts, node: NodeId, value: SqlValue, what: string, location: number | undefined): void {
    this.doubt(what, location);
    if (this.optimistic) facts.pins.push({ node, value });
  }

  /** UTF-16 offset in the text of a tree's location. */
  offset(location: number | undefined): number {
    return this.views.length > 0 ? this.viewOffset : this.statement.emitted.offsetOf(Math.max(0, location ?? 0));
  }

  parameter(number: number | undefined): SqlValue | undefined {
    return this.statement.emitted.parameters[(number ?? 0) - 1];
  }

  /** Whether a name is written in the double quotes that some products take for a string. */
  maybeString(location: number | undefined): boolean {
    const { dialect, text } = this.around;
    if (dialect !== 'mysql' && dialect !== 'sqlite' && dialect !== 'generic') return false;
    return this.views.length === 0 && text.charAt(this.offset(location)) === '"';
  }

  isRequired(table: TableName): boolean {
    const { question, schema } = this.around;
    if (question.tables) return question.tables.some((entry) => meansTable(entry, table));
    if (schema?.shared?.some((entry) => meansTable(entry, table))) return false;
    return !isSystemTable(table);
  }

  isSecured(table: TableName): boolean {
    return this.around.question.secured?.some((entry) => meansTable(entry, table)) ?? false;
  }

  /** Reads a view's query in its place; undefined if it can't be parsed or reads itself. */
  view<T>(name: string, query: string, location: number | undefined, build: (tree: Node) => T): T | undefined {
    const parsed = this.views.includes(name) ? undefined : this.around.parse(query);
    if (parsed?.tree === undefined) return undefined;
    const statement = this.statement;
    if (this.views.length === 0) this.viewOffset = this.offset(location);
    this.views.push(name);
    this.statement = parsed;
    try {
      return build(parsed.tree);
    } finally {
      this.views.pop();
      this.statement = statement;
    }
  }
}
