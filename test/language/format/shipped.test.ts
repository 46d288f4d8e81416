import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatRuleFile } from '../../../language/format/format-rule-file';

const root = join(import.meta.dirname, '../../..');
const shipped = globSync(['packs/**/*.fence', 'samples/**/*.fence'], { cwd: root });

test('there are rule files to look at', () => expect(shipped.length).toBeGreaterThan(1));

/** Their rules stand as they were published, in plain expressions. */
const VERBATIM = [
  'samples/mediplatform/isolation.fence',
  'packs/fluo/case-study.fence',
  'packs/fluo/middleware.fence',
  'packs/fluo/row-level-security.fence',
  'packs/fluo/rules.fence',
  'packs/fluo/separate-databases.fence',
  'packs/fluo/separate-schemas.fence',
];

test.each(shipped)('%s is laid out', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  expect(formatRuleFile(text, '', { keepPlain: VERBATIM.includes(file) })).toEqual({ text });
});
