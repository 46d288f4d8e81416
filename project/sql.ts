import { readFile } from 'node:fs/promises';
import { type JudgeOptions, type Plan, readsSql } from '../engine';
import { loadSqlParser, SqlAnalyser, type SqlParser, type SqlSchema } from '../sql';
import { withPatientTiers } from './patient-tiers';

/** What a judgement needs to read SQL texts: nothing where no rule of the plan asks anything of one. */
export type SqlFor = (plan: Plan, schema: SqlSchema | null) => Promise<Pick<JudgeOptions, 'sql'>>;

/**
 * Reads SQL by the parser in `wasm` (a path), which is loaded when it is first needed. What is known of a text stays known
 * from one judgement to the next, as long as the schema is the same.
 */
export function sqlBy(wasm: string): SqlFor {
  let parser: Promise<SqlParser> | undefined;
  const analysers = new Map<string, SqlAnalyser>();
  return async (plan, schema) => {
    if (!readsSql(plan)) return {};
    parser ??= readFile(wasm).then((bytes) => withPatientTiers(() => loadSqlParser(bytes)));
    const key = schemaKey(schema);
    const known = analysers.get(key);
    if (known) return { sql: known };
    const made = new SqlAnalyser(await parser, schema ?? {});
    analysers.clear();
    analysers.set(key, made);
    return { sql: made };
  };
}

/** Equal for equal schemas. */
export function schemaKey(schema: SqlSchema | null): string {
  if (schema === null) return '';
  const { tables, views, shared } = schema;
  return JSON.stringify([[...(tables ?? [])], [...(views ?? [])], shared ?? []]);
}
