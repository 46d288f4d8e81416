import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../scripts/bundle.mjs';

/** The modules that a bundle is made of. */
async function modulesOf(name: string): Promise<string[]> {
  const options = bundleOptions().find(({ entryPoints }) => Object.hasOwn(entryPoints as object, name));
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

test('what the command line says of itself loads neither language nor engine', async () => {
  const options = bundleOptions().find(({ entryPoints }) => Object.hasOwn(entryPoints as object, 'cli-main'));
  const { metafile } = await build({ ...options, write: false, metafile: true });
  const { outputs } = metafile!;
  const loaded = new Set(['dist/cli-main.mjs']);
  for (const path of loaded)
    for (const { path: next, kind } of outputs[path]!.imports)
      if (kind === 'import-statement' && next in outputs) loaded.add(next);
  const modules = [...loaded].flatMap((path) => Object.keys(outputs[path]!.inputs));
  expect(modules).toContain('cli/help.ts');
  expect(modules.filter((path) => /^(engine|language|traces|project)\/|\/langium\//.test(path))).toEqual([]);
});
