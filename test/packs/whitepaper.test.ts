import { expect, test } from 'vitest';
import { readLibrary } from '../../scripts/packs/library';
import { PACKS } from '../support/rules';
import { WHITEPAPER } from '../support/whitepaper';

const rules = readLibrary(PACKS).rules.filter(({ pack }) => pack === 'fluo');

/** Blanks say nothing in an expression. */
function packed(text: string): string {
  return text.replace(/\s+/g, '');
}

test.each(Object.entries(WHITEPAPER))('%s stands in pack/fluo in the words of the whitepaper', (_, expression) => {
  const found = rules.filter(({ source }) => packed(source).includes(packed(expression)));
  expect(found.map(({ id }) => id)).toHaveLength(1);
});
