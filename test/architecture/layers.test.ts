import { afterAll, describe, expect, test } from 'vitest';
import { ProjectCopy } from './project-copy';

const copy = new ProjectCopy();
afterAll(() => copy.dispose());

/** Layer, what its folder is, what is forbidden there. */
const compilerKeepsOut: [layer: string, forbidden: string][] = [
  ['engine', '../language'],
  ['engine', '../traces'],
  ['engine', 'node:fs'],
  ['sql', '../engine'],
  ['sql', 'node:fs'],
  ['language', '../traces'],
  ['language', '../project'],
  ['language', 'node:fs'],
  ['traces', '../language'],
  ['traces', './node'],
  ['traces', 'node:fs'],
  ['traces/node', '../../language'],
  ['project', '../traces'],
  ['project', '../rule-tests'],
  ['rule-tests', '../cli'],
  ['protocol', '../engine'],
  ['cli', '../server'],
  ['cli', '../protocol'],
  ['server', '../cli'],
  ['client', '../engine'],
  ['client', '../server'],
];

const linterKeepsOut: [layer: string, forbidden: string][] = [
  ['engine', 'langium'],
  ['engine', 'vscode'],
  ['traces', 'langium'],
  ['language', 'langium/lsp'],
  ['language', 'vscode-languageserver'],
  ['project', 'vscode'],
  ['rule-tests', 'langium'],
  ['cli', 'vscode'],
  ['cli', 'langium/lsp'],
  ['cli', 'vscode-languageserver/node'],
  ['server', 'vscode'],
  ['client', 'vscode-languageserver/node'],
];

describe('a planted import fails the build', () => {
  test.each(compilerKeepsOut)('%s importing %s', (layer, forbidden) => {
    const { status, output } = compileWith(
      layer,
      `import * as planted from '${forbidden}';\nexport const used = planted;\n`,
    );
    expect(output).toMatch(/planted\.ts.*error TS(6307|2307|2591)/);
    expect(status).not.toBe(0);
  });

  test.each(['process.exit()', 'Buffer.alloc(1)'])('%s in a pure layer', (expression) => {
    for (const layer of ['engine', 'sql', 'language', 'traces']) {
      const { status, output } = compileWith(layer, `export const planted = ${expression};\n`);
      expect(output).toMatch(/planted\.ts.*error TS(2591|2580|2304)/);
      expect(status).not.toBe(0);
    }
  });

  test.each(linterKeepsOut)('%s importing %s', (layer, forbidden) => {
    const { status, output } = lintWith(
      layer,
      `import * as planted from '${forbidden}';\n\nexport const used = planted;\n`,
    );
    expect(output).toContain('noRestrictedImports');
    expect(status).not.toBe(0);
  });

  test('and an allowed one does not', () => {
    const allowed = `import type { Plan } from '../engine';\n\nexport type Planted = Plan;\n`;
    expect(compileWith('project', allowed)).toEqual({ status: 0, output: '' });
    expect(lintWith('project', allowed)).toMatchObject({ status: 0 });
  });
});

function compileWith(layer: string, text: string) {
  return planted(layer, text, () => copy.run('tsc', ['-b', layer, '--pretty', 'false']));
}

function lintWith(layer: string, text: string) {
  return planted(layer, text, (path) => copy.run('biome', ['lint', path]));
}

function planted<T>(layer: string, text: string, run: (path: string) => T): T {
  const path = `${layer}/planted.ts`;
  copy.write(path, text);
  try {
    return run(path);
  } finally {
    copy.remove(path);
  }
}
