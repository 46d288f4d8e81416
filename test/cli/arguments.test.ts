import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../cli/arguments';

function parsed(line: string) {
  const { words, options } = parseArguments(line.split(' '));
  return { words, options: Object.fromEntries(options) };
}

describe('arguments', () => {
  test.each([
    ['check a.fence b --traces x y', ['check', 'a.fence', 'b'], { traces: ['x', 'y'] }],
    ['check --traces x y --quiet a.fence', ['check', 'a.fence'], { traces: ['x', 'y'], quiet: [''] }],
    ['check --traces x --traces=y z', ['check'], { traces: ['x', 'y', 'z'] }],
    ['check --traces x -- a.fence', ['check', 'a.fence'], { traces: ['x'] }],
    ['check --traces - --rule r --rule s', ['check'], { traces: ['-'], rule: ['r', 's'] }],
    ['check --param a=1=2', ['check'], { param: ['a=1=2'] }],
    ['check -- --odd-name', ['check', '--odd-name'], {}],
  ])('%s', (line, words, options) => {
    expect(parsed(line)).toEqual({ words, options });
  });
});
