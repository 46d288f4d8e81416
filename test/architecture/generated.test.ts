import { afterAll, expect, test } from 'vitest';
import { ProjectCopy } from './project-copy';

const copy = new ProjectCopy();
afterAll(() => copy.dispose());

test('generated files are up to date', () => {
  expect(copy.run(process.execPath, ['scripts/generate.mjs', '--check'])).toEqual({ status: 0, output: '' });
}, 120_000);

test('a generated file that someone changed is noticed', () => {
  copy.write('language/generated/module.ts', '// changed by hand\n');
  expect(copy.run(process.execPath, ['scripts/generate.mjs', '--check'])).toEqual({
    status: 1,
    output: 'language/generated/module.ts was out of date\n',
  });
}, 120_000);
