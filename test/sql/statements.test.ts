import { describe, expect, test } from 'vitest';
import { type Answer, analyseSql } from '../../sql';
import { parser } from './parser';
import type { Case } from './statements/case';
import { DIALECTS } from './statements/dialects';
import { CTES, SUBQUERIES } from './statements/nested';
import { JOINS, SELECTS } from './statements/select';
import { TRAPS } from './statements/traps';
import { UTILITIES, WRITES } from './statements/write';

const EXPECTED: Readonly<Record<Case[0], Answer>> = { T: true, F: false, '?': 'unknown' };
const GROUPS = { SELECTS, JOINS, SUBQUERIES, CTES, WRITES, UTILITIES, DIALECTS, TRAPS };

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(cases.map(([expected, text, dialect]) => ({ expected, text, dialect })))(
    '$expected $dialect $text',
    ({ expected, text, dialect }) => {
      const answer = analyseSql(parser, text, { dialect: dialect ?? 'postgresql' }).tenant({ columns: ['tenant_id'] });
      expect(answer.filters).toBe(EXPECTED[expected]);
      if (answer.filters === true) expect(answer.unfiltered).toEqual([]);
      if (answer.filters === false) expect(answer.unfiltered.length).toBeGreaterThan(0);
      if (answer.filters === 'unknown') expect(answer.doubts.length).toBeGreaterThan(0);
    },
  );
});
