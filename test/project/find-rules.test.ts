import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PackSource, packName } from '../../language';
import { type FoundRules, findRules, pathOfUri } from '../../project';
import { temporaryFolder } from './temporary-folder';

const packTexts: Record<string, string> = {
  'std/otel': 'std',
  'pack/fluo': 'fluo',
  'pack/owasp/cache': 'cache',
  'pack/owasp/files': 'files',
};
const packs: PackSource = {
  names: () => Object.keys(packTexts),
  tests: () => ['pack/fluo.test', 'pack/owasp/cache.test'],
  read: (name) => packTexts[name] ?? (packs.tests().includes(name) ? 'test' : undefined),
  data: () => undefined,
};

async function find(folder: string, ...names: string[]) {
  return shownBelow(folder, await findRules(folder, names, packs));
}

function shownBelow(folder: string, { files, problems }: FoundRules) {
  const shown = (path: string) => (path.startsWith('/') ? relative(folder, path) : path);
  return {
    files: files.map(({ uri }) => shown(pathOfUri(uri))),
    problems: problems.map(({ path, what }) => `${shown(path)}: ${what}`),
  };
}

const nothing = { files: [], problems: [] };

describe('rule files', () => {
  const tree = {
    'b.fence': 'b',
    'a.fence': 'a',
    'deep/er/c.fence': 'c',
    'deep/notes.md': '',
    'node_modules/x/d.fence': '',
    '.hidden/e.fence': '',
    'deep/node_modules/f.fence': '',
  };

  test('of a folder, in the order of their names, without node_modules and dot folders', async () => {
    expect(await find(temporaryFolder(tree), '.')).toEqual({
      ...nothing,
      files: ['a.fence', 'b.fence', 'deep/er/c.fence'],
    });
  });

  test('of a folder, without those of projects below it, unless they are asked for', async () => {
    const folder = temporaryFolder({
      'a.fence': 'a',
      'own/ringfence.json': '{}',
      'own/b.fence': 'b',
      'own/deep/c.fence': 'c',
    });
    expect(await find(folder, '.')).toEqual({ ...nothing, files: ['a.fence'] });
    expect(await find(folder, 'own')).toEqual({ ...nothing, files: ['own/b.fence', 'own/deep/c.fence'] });
    expect(await find(join(folder, 'own'), '.')).toEqual({ ...nothing, files: ['b.fence', 'deep/c.fence'] });
  });

  test('named, in a glob and in a folder come once', async () => {
    const folder = temporaryFolder(tree);
    expect(await find(folder, 'b.fence', '*.fence', 'deep', './deep/er/c.fence')).toEqual({
      ...nothing,
      files: ['a.fence', 'b.fence', 'deep/er/c.fence'],
    });
    expect(await find(folder, '**/*.fence')).toEqual({ ...nothing, files: ['a.fence', 'b.fence', 'deep/er/c.fence'] });
  });

  test('named outright may stand anywhere and be called anything', async () => {
    const folder = temporaryFolder({ '.hidden/rules.txt': 'text', 'odd [name] (1) #é%.fence': 'odd' });
    expect(await find(folder, '.hidden/rules.txt')).toEqual({ ...nothing, files: ['.hidden/rules.txt'] });
    expect(await find(folder, 'odd [name] (1) #é%.fence')).toEqual({ ...nothing, files: ['odd [name] (1) #é%.fence'] });
  });

  test('of packs', async () => {
    expect(await find(temporaryFolder({}), 'pack/owasp', 'pack/fluo')).toEqual({
      ...nothing,
      files: [
        'ringfence-pack:/pack/fluo.fence',
        'ringfence-pack:/pack/owasp/cache.fence',
        'ringfence-pack:/pack/owasp/files.fence',
      ],
    });
  });

  test.each([
    ['pack/owasp', ['pack/owasp/cache', 'pack/owasp/cache.test', 'pack/owasp/files']],
    ['pack/owasp/cache', ['pack/owasp/cache', 'pack/owasp/cache.test']],
    ['pack/fluo', ['pack/fluo', 'pack/fluo.test']],
    ['pack/owasp/files', ['pack/owasp/files']],
  ])('of %s with its tests, where they are asked for', async (name, expected) => {
    const found = await findRules('/', [name], packs, { tests: true });
    expect(found.files.map(({ uri }) => packName(uri))).toEqual(expected);
  });

  test('lose their byte order mark, which no editor counts', async () => {
    const { files } = await findRules(temporaryFolder({ 'a.fence': '\uFEFFrule' }), ['.'], packs);
    expect(files.map(({ text }) => text)).toEqual(['rule']);
  });

  test.each([
    ['nowhere.fence', 'nowhere.fence: there is no such file or folder'],
    ['*.fense', '*.fense: no file matches this pattern'],
    [
      'pack/prism',
      'pack/prism: there is no such pack or folder; the packs are std/otel, pack/fluo, pack/owasp/cache, pack/owasp/files',
    ],
    ['a.fence/b.fence', 'a.fence/b.fence: a part of this path is a file, not a folder'],
  ])('%s gives nothing', async (name, problem) => {
    expect(await find(temporaryFolder({ 'a.fence': '' }), name)).toEqual({ ...nothing, problems: [problem] });
  });

  test('that vanished while the folder was read are a problem, and the others are read', async () => {
    const folder = temporaryFolder({ 'a.fence': '' });
    symlinkSync(join(folder, 'gone'), join(folder, 'b.fence'));
    expect(await find(folder, '.')).toEqual({
      ...nothing,
      files: ['a.fence'],
      problems: ['b.fence: there is no such file or folder'],
    });
  });

  test('behind links that go round in circles are read once', async () => {
    const folder = temporaryFolder({ 'a/a.fence': '' });
    symlinkSync(folder, join(folder, 'a', 'up'));
    expect((await find(folder, '.')).files).toEqual(['a/a.fence']);
  });
});

describe('YAML', () => {
  const pack = 'rules:\n  - id: x\n    condition: a and b\n';

  test('is read where it is named outright, and in a folder where it is a rule pack', async () => {
    const folder = temporaryFolder({
      'pack.yaml': pack,
      'a.fence': '',
      'named.yml': 'other: 1',
      'other.yml': 'other: 1',
    });
    expect(await find(folder, '.', 'named.yml')).toEqual({ ...nothing, files: ['a.fence', 'named.yml', 'pack.yaml'] });
  });

  test('that is no pack is left alone in a folder', async () => {
    expect(await find(temporaryFolder({ 'docker-compose.yaml': 'services:\n  rules: []\n' }), '.')).toEqual(nothing);
  });
});
