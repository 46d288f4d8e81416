import type { Dialect } from '../dialect';
import type { Token } from '../lex/token';
import { deletes, intervals, limitedWrites, limits, typedPlaceholders } from './clauses';
import { fullText, hints, inserts, updates } from './mysql';
import { applies, converts, merges, outputs, tableHints, tops } from './sqlserver';
import type { Translation } from './statement';
import { words } from './words';

type Pass = (tokens: readonly Token[], translation: Translation) => Token[];

const SQL_SERVER: readonly Pass[] = [tops, tableHints, outputs, applies, converts, merges, deletes];
const MYSQL: readonly Pass[] = [hints, fullText, inserts, updates, deletes, limits, limitedWrites];

const PASSES: Readonly<Record<Dialect, readonly Pass[]>> = {
  postgresql: [typedPlaceholders],
  mysql: [words, intervals, typedPlaceholders, ...MYSQL],
  sqlserver: [words, typedPlaceholders, ...SQL_SERVER],
  oracle: [words, typedPlaceholders, deletes, merges],
  sqlite: [words, typedPlaceholders, inserts, limits, limitedWrites],
  generic: [words, intervals, typedPlaceholders, tops, inserts, updates, deletes, merges, limits, limitedWrites],
};

/** One statement's tokens as PostgreSQL has them. What it can't translate is noted in the translation. */
export function translate(tokens: readonly Token[], translation: Translation): readonly Token[] {
  return PASSES[translation.dialect].reduce((before, pass) => pass(before, translation), tokens);
}
