import { readFileSync } from 'node:fs';
import { loadSqlParser } from '../../sql';

/** PostgreSQL's parser, from the package's own bytes. */
export const parser = await loadSqlParser(readFileSync('node_modules/libpg-query/wasm/libpg-query.wasm'));
