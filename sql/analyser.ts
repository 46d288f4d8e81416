import { SqlAnalysis } from './analysis';
import { type Dialect, dialectOf } from './dialect';
import type { SqlParser } from './parser';
import type { SqlSchema } from './schema';

/** Distinct texts that are kept per dialect, with their trees: some ten kilobytes each. */
const KEPT = 8000;

/** Analyses SQL texts, each distinct one once. */
export class SqlAnalyser {
  private readonly known = new Map<Dialect, Map<string, SqlAnalysis>>();

  constructor(
    private readonly parser: SqlParser,
    private readonly schema?: SqlSchema,
  ) {}

  /** `system` is a value of `db.system.name`. Never throws. */
  analyse(text: string, system?: string): SqlAnalysis {
    const dialect = dialectOf(system);
    const texts = this.known.get(dialect) ?? new Map<string, SqlAnalysis>();
    this.known.set(dialect, texts);
    const known = texts.get(text);
    if (known) return known;
    const analysis = new SqlAnalysis(this.parser, text, dialect, this.schema);
    if (texts.size >= KEPT) texts.delete(texts.keys().next().value!);
    texts.set(text, analysis);
    return analysis;
  }
}

/** One text, without a cache. */
export function analyseSql(
  parser: SqlParser,
  text: string,
  options: { readonly dialect?: string; readonly schema?: SqlSchema } = {},
): SqlAnalysis {
  return new SqlAnalysis(parser, text, dialectOf(options.dialect), options.schema);
}
