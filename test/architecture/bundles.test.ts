import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../scripts/bundle.mjs';

/** The modules that a bundle is made of. */
async function modulesOf(name: string): Promise<string[]> {
  const options = bundleOptions().find(({ outfile }) => outfile === `dist/${name}.js`);
  const { metafile } = await build({ ...options, write: false, metafile: true });
  return Object.keys(metafile!.inputs);
}

test('the command line carries no editor code: it must start fast', async () => {
  const modules = await modulesOf('cli-main');
  expect(modules).toContain('engine/index.ts');
  expect(
    modules.filter((path) => /langium\/lib\/lsp\/|vscode-languageserver\/|^(client|server|protocol)\//.test(path)),
  ).toEqual([]);
});

test('the client only draws: neither language nor engine nor trace readers are in it', async () => {
  const modules = await modulesOf('client');
  expect(modules).toContain('client/extension.ts');
  expect(modules.filter((path) => /^(engine|language|traces|project|server|cli)\/|\/langium\//.test(path))).toEqual([]);
});
