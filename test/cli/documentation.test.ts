import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../cli/commands/registry';
import { optionSpecs } from '../../cli/options';
import { root } from './capture';

const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8');

test.each([...commands.keys()])('docs/command-line.md describes %s', (name) => {
  expect(page).toMatch(new RegExp(`^ringfence ${name} `, 'm'));
});

test.each(Object.keys(optionSpecs).filter((name) => name !== 'help' && name !== 'version'))(
  'docs/command-line.md describes --%s',
  (name) => {
    expect(page).toMatch(new RegExp(`--${name}\\b`));
  },
);
