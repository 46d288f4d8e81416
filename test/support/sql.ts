import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JudgeOptions } from '../../engine';
import { loadSqlParser, SqlAnalyser, type SqlSchema } from '../../sql';

const parser = await loadSqlParser(
  readFileSync(fileURLToPath(new URL('../../node_modules/libpg-query/wasm/libpg-query.wasm', import.meta.url))),
);

/** What judgements read SQL texts by. */
export const SQL: Pick<JudgeOptions, 'sql'> = sqlWith();

export function sqlWith(schema?: SqlSchema): Pick<JudgeOptions, 'sql'> {
  return { sql: new SqlAnalyser(parser, schema) };
}
