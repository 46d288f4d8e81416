import { expect, test } from 'vitest';
import { createCoreServices } from '../../../language';

test('tokens and grammar are valid', () => {
  const { parser } = createCoreServices({ checked: true }).ringfence;
  const { parserErrors, lexerErrors } = parser.LangiumParser.parse('rule r { always { a } }');
  expect([...parserErrors, ...lexerErrors]).toEqual([]);
});
