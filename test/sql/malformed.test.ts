import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseSql } from '../../sql';
import { generate } from './generate';
import { parser } from './parser';
import { DIALECTS } from './statements/dialects';
import { SELECTS } from './statements/select';

const SYSTEMS = ['postgresql', 'mysql', 'microsoft.sql_server', 'oracle.db', 'sqlite', 'other_sql'];
const TEXTS = [...SELECTS, ...DIALECTS].map(([, text]) => text);

function everything(text: string, dialect: string) {
  const analysis = analyseSql(parser, text, { dialect });
  const answer = analysis.tenant({ columns: ['tenant_id', '__proto__'], tables: ['orders', 'constructor'] });
  const { operation, tables, columns, literals, limit, alters, isValid } = analysis;
  return { answer, operation, tables, columns, literals, limit, alters, isValid, set: analysis.setting('__proto__') };
}

describe('malformed texts', () => {
  test('any characters, in any dialect', () => {
    const mark = fc.constantFrom(
      ...'\'"`[]();:$?@%#/*-\\ \n.,=<>|&',
      'SELECT',
      'FROM',
      'é',
      '\0',
      '\u{1f512}',
      '\ud800',
      'INTERVAL',
      'TOP',
      'SET',
      'VALUES',
      'UPDATE',
    );
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 60 }), fc.constantFrom(...SYSTEMS), (parts, dialect) => {
        everything(parts.join(''), dialect);
      }),
      { numRuns: 3000 },
    );
  });

  test('statements with tokens removed, doubled and swapped', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(3));
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(edit, { maxLength: 4 }),
        fc.constantFrom(...SYSTEMS),
        (text, edits, dialect) => {
          const words = text.split(' ');
          for (const [place, kind] of edits) {
            const at = place % words.length;
            if (kind === 0) words.splice(at, 1);
            else if (kind === 1) words.splice(at, 0, words[at] ?? '');
            else if (kind === 2) words.push(...words.splice(at, 1));
            else words[at] = (words[at] ?? '').slice(1);
          }
          everything(words.join(' '), dialect);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('no beginning of a pinned statement is pinned if its link is cut off', () => {
    for (let seed = 0; seed < 40; seed++) {
      const text = generate(seed).text();
      const cut = text.indexOf('tenant_id = ');
      for (const end of [cut, cut + 4, cut + 9, cut + 10]) {
        const part = text.slice(0, end);
        expect(analyseSql(parser, part, { dialect: 'postgresql' }).filters(['tenant_id']), part).not.toBe(true);
      }
    }
  });

  // the test's own time limit is the bound
  test('what is deep, long or wide takes bounded time', () => {
    const texts = [
      `SELECT ${'('.repeat(30_000)}1`,
      `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`,
      `SELECT * FROM orders WHERE ${Array.from({ length: 5000 }, (_, i) => `tenant_id = ${i}`).join(' OR ')}`,
      `SELECT * FROM orders WHERE ${'NOT '.repeat(5000)}true`,
      `SELECT ${'1 + '.repeat(20_000)}1`,
      `SELECT * FROM ${Array.from({ length: 2000 }, (_, i) => `t${i}`).join(', ')}`,
      Array.from({ length: 1000 }, (_, i) => `SELECT ${i} FROM orders`).join(' UNION ALL '),
      `WITH ${Array.from({ length: 40 }, (_, i) => `c${i + 1} AS (SELECT a.* FROM c${i} a JOIN c${i} b ON a.id = b.id)`).join(', ')} SELECT * FROM c40`,
      `INSERT INTO orders (tenant_id) VALUES ${Array.from({ length: 9000 }, () => '(?)').join(', ')}`,
      'x'.repeat(300_000),
      `SELECT '${'\\'.repeat(100_000)}'`,
      `${'DELETE a FROM '.repeat(5000)}`,
      `UPDATE ${'a, '.repeat(20_000)} b SET x = 1`,
      `SELECT * FROM ${'(SELECT * FROM '.repeat(400)}orders${') x'.repeat(400)} WHERE tenant_id = 1`,
    ];
    for (const text of texts) {
      for (const dialect of SYSTEMS) {
        expect(everything(text, dialect).answer.filters, text.slice(0, 80)).toBeDefined();
      }
    }
  }, 60_000);
});
