import { parse } from 'yaml';
import type { SqlSchema } from './schema';

/** A schema file's content, and what in it is not understood, one sentence each. Never throws. */
export interface SqlSchemaFile {
  readonly schema: SqlSchema;
  readonly problems: readonly string[];
}

/**
 * Reads a schema file, YAML or JSON:
 *
 *     tables:
 *       orders: [id, tenant_id, total]
 *     views:
 *       open_orders: SELECT * FROM orders WHERE closed_at IS NULL
 *     shared: [countries]
 */
export function readSqlSchema(text: string): SqlSchemaFile {
  const problems: string[] = [];
  const content = contentOf(text, problems);
  const tables = new Map<string, readonly string[]>();
  const views = new Map<string, string>();
  for (const [key, value] of entries(content, 'The schema', problems)) {
    if (key === 'tables') {
      for (const [name, columns] of entries(value, '“tables”', problems)) {
        if (isNames(columns)) tables.set(name, columns.map(String));
        else problems.push(`The columns of ${name} are not a list of names.`);
      }
    } else if (key === 'views') {
      for (const [name, query] of entries(value, '“views”', problems)) {
        if (typeof query === 'string') views.set(name, query);
        else problems.push(`The view ${name} is not the text of a query.`);
      }
    } else if (key !== 'shared') problems.push(`The schema has no part “${key}”.`);
    else if (!isNames(value)) problems.push('“shared” is not a list of names.');
  }
  const shared = entries(content, '', []).find(([key]) => key === 'shared')?.[1];
  return { schema: { tables, views, shared: isNames(shared) ? shared : [] }, problems };
}

function contentOf(text: string, problems: string[]): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return {};
  }
}

function entries(value: unknown, what: string, problems: string[]): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  problems.push(`${what} is not a mapping of names.`);
  return [];
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
