import { decide, eachPlaceOnce } from './analyse/decide';
import type { Answer, TenantAnswer, TenantQuestion, Unfiltered } from './analyse/question';
import { type Batch, type Doubt, parseBatch } from './batch';
import type { Dialect } from './dialect';
import type { SqlParser } from './parser';
import type { SqlSchema } from './schema';
import { settingIn } from './setting';
import { type Summary, summarise } from './summary';
import type { SqlValue } from './value';

/** A SQL text, parsed once. Everything that is asked of it is computed when it is first asked for. */
export class SqlAnalysis {
  private readonly batch: Batch;
  private readonly answers = new Map<string, TenantAnswer>();
  private lowerCase: string | undefined;
  private summaries: readonly Summary[] | undefined;

  constructor(
    private readonly parser: SqlParser,
    readonly text: string,
    readonly dialect: Dialect,
    private readonly schema: SqlSchema | undefined,
  ) {
    this.batch = parseBatch(parser, text, dialect);
  }

  /** Whether every statement of the text parses, and none of it was cut off. */
  get isValid(): boolean {
    return this.problems.length === 0;
  }

  /** Why the text isn't valid. */
  get problems(): readonly Doubt[] {
    const { problem, statements, doubts } = this.batch;
    const each = statements.map((statement) => statement.problem).filter((doubt) => doubt !== undefined);
    if (statements.length === 0 && !problem) return [{ what: 'the text has no statement', offset: 0 }];
    return [...(problem ? [problem] : []), ...each, ...doubts.filter(({ what }) => what.includes('cut'))];
  }

  /** SELECT, INSERT, …: of the first statement that isn't about the session; upper case, empty if there is none. */
  get operation(): string {
    const all = this.summary.map(({ operation }) => operation);
    return all.find((each) => !/^(SET|BEGIN|START|USE|DECLARE|)$/.test(each)) ?? all[0] ?? '';
  }

  /** The tables that are read, written or changed, each once, as written with their schema; no CTE. */
  get tables(): readonly string[] {
    return [...new Set(this.summary.flatMap((each) => each.tables))];
  }

  /** The columns that are named, each once, without qualifiers; `*` for all. */
  get columns(): readonly string[] {
    return [...new Set(this.summary.flatMap((each) => each.columns))];
  }

  /** The constants, in the order of the parse tree. */
  get literals(): readonly SqlValue[] {
    return this.summary.flatMap((each) => each.literals);
  }

  /** The outermost LIMIT, FETCH FIRST or TOP of the last statement that has one. */
  get limit(): SqlValue | undefined {
    return this.summary.findLast((each) => each.limit !== undefined)?.limit;
  }

  /** What CREATE, ALTER, DROP, TRUNCATE and RENAME change, policies by their table. */
  get alters(): readonly string[] {
    return [...new Set(this.summary.flatMap((each) => each.alters))];
  }

  /** The value that the text last gives a session's setting; undefined where it gives none or takes it away. */
  setting(name: string): SqlValue | undefined {
    if (!this.mayName(name)) return undefined;
    const each = this.batch.statements.map((statement) => settingIn(statement, name));
    const last = each.findLast((value) => value !== undefined);
    return last === 'reset' ? undefined : last;
  }

  /** A text without the letters of a name doesn't name it; of most texts many settings are asked. */
  private mayName(name: string): boolean {
    this.lowerCase ??= this.text.toLowerCase();
    const text = this.lowerCase;
    // SET SCHEMA is another way to write it
    if (name.toLowerCase() === 'search_path' && text.includes('schema')) return true;
    return name
      .toLowerCase()
      .split(/[.@]/)
      .every((part) => text.includes(part));
  }

  /** Everything about one question. */
  tenant(question: TenantQuestion): TenantAnswer {
    const key = JSON.stringify([question.columns, question.tables ?? null, question.secured ?? null]);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = decide(this.batch, {
      text: this.text,
      dialect: this.dialect,
      schema: this.schema,
      question,
      parse: (text) => {
        const { statements, problem } = parseBatch(this.parser, text, this.dialect);
        return problem || statements.length !== 1 ? undefined : statements[0];
      },
    });
    const once = { ...answer, unfiltered: eachPlaceOnce(answer.unfiltered) };
    this.answers.set(key, once);
    return once;
  }

  /** Whether every tenant table of every statement is pinned to one value of the tenant column. */
  filters(columns: readonly string[], tables?: readonly string[]): Answer {
    return this.tenant({ columns, ...(tables && { tables }) }).filters;
  }

  /** The values that tenant tables are pinned to for sure. */
  pinned(columns: readonly string[], tables?: readonly string[]): readonly SqlValue[] {
    return this.tenant({ columns, ...(tables && { tables }) }).pinned;
  }

  /** The tenant tables that aren't pinned, with what is missing. */
  unfiltered(columns: readonly string[], tables?: readonly string[]): readonly Unfiltered[] {
    return this.tenant({ columns, ...(tables && { tables }) }).unfiltered;
  }

  private get summary(): readonly Summary[] {
    this.summaries ??= this.batch.statements.map(summarise);
    return this.summaries;
  }
}
