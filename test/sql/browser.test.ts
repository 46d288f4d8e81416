import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

// a browser, and a worker in one: neither has Node's globals or modules
test.each(['window', 'WorkerGlobalScope'])('statements are read where there is only %s', async (surroundings) => {
  const { outputFiles } = await build({
    entryPoints: ['sql/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'sql',
    // asked for behind a look at whether this is Node
    external: ['node:fs', 'node:crypto'],
    write: false,
    logLevel: 'silent',
  });
  const wasm = new Uint8Array(readFileSync('node_modules/libpg-query/wasm/libpg-query.wasm'));
  const { WebAssembly } = globalThis as unknown as Readonly<Record<string, unknown>>;
  const globals = { WebAssembly, TextDecoder, TextEncoder, performance, wasm };
  const location = { href: 'https://app.example/' };
  const context = createContext({ ...globals, [surroundings]: {}, location, self: { location } });
  runInContext(`${outputFiles[0]!.text}; globalThis.sql = sql;`, context);
  const asked = `sql.loadSqlParser(wasm).then((parser) => {
    const analysis = new sql.SqlAnalyser(parser).analyse("SELECT * FROM orders WHERE tenant_id = 'a'", 'postgresql');
    return JSON.stringify([analysis.tables, analysis.filters(['tenant_id']), typeof process, typeof require]);
  })`;
  expect(JSON.parse((await runInContext(asked, context)) as string)).toEqual([
    ['orders'],
    true,
    'undefined',
    'undefined',
  ]);
});
