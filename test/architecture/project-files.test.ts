import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, root } from './project-copy';

const windowsPath = /[A-Z]:\\{1,2}Users\\{1,2}\w/;
const registryHost = new RegExp(`https?://(registry|npm)${'\\.'}[a-z]`);

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[^\w/]/g, '\\$&'));
}

describe('project files', () => {
  const texts = projectFiles()
    .map((path) => ({ path, bytes: readFileSync(join(root, path)) }))
    .filter(({ bytes }) => !bytes.includes(0))
    .map(({ path, bytes }) => ({ path, text: bytes.toString('utf8') }));

  test.each([
    ['path of this folder', literally(root)],
    ['path of a home folder', literally(`${homedir()}/`)],
    ['paths of a Windows machine', windowsPath],
    ['hosts of package registries', registryHost],
  ])('name no %s', (_what, pattern) => {
    expect(
      texts.flatMap(({ path, text }) => (pattern.test(text) ? [`${path}: ${pattern.exec(text)![0]}`] : [])),
    ).toEqual([]);
  });

  test('the lock file says what to install, not from where', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const packages = Object.entries<{ resolved?: string; integrity?: string }>(lock.packages).filter(
      ([path]) => path !== '',
    );
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });
});
