export type { Answer, TenantAnswer, TenantQuestion, Unfiltered } from './analyse/question';
export { analyseSql, SqlAnalyser } from './analyser';
export { SqlAnalysis } from './analysis';
export type { Doubt } from './batch';
export { type Dialect, dialectOf } from './dialect';
export { loadSqlParser, type SqlParser } from './parser';
export type { SqlSchema } from './schema';
export { readSqlSchema } from './schema-file';
export type { SqlValue } from './value';
