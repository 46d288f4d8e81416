import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProject } from '../../project';
import { temporaryFolder } from './temporary-folder';

/** What is said about a `ringfence.json`, as `line:column code message`. */
async function complaints(text: string): Promise<string[]> {
  const { diagnostics } = await openProject(temporaryFolder({ 'ringfence.json': text }));
  return diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

describe('ringfence.json', () => {
  test('gives rules, traces, params and assumeComplete', async () => {
    const folder = temporaryFolder({
      'ringfence.json': `\uFEFF{
        "rules": ["rules", "pack/fluo"], "traces": "traces/**/*.json",
        "params": { "rate_limit": 200, "mode": "strict", "on": true, "large": 12345678901234567890 },
        "tenant": "acme.tenant", "assumeComplete": true
      }`,
    });
    const { settings, diagnostics, settingsPath, problems } = await openProject(folder);
    expect(settings).toEqual({
      rules: ['rules', 'pack/fluo'],
      traces: ['traces/**/*.json'],
      params: new Map([
        ['rate_limit', '200'],
        ['mode', 'strict'],
        ['on', 'true'],
        ['large', '12345678901234567890'],
      ]),
      tenant: ['acme.tenant'],
      assumeComplete: true,
      schema: null,
    });
    expect({ diagnostics, problems, settingsPath }).toEqual({
      diagnostics: [],
      problems: [],
      settingsPath: join(folder, 'ringfence.json'),
    });
  });

  test.each<[string, string[]]>([
    ['', ['1:1 json-syntax This file is empty; {} would do.']],
    ['[]', ['1:1 wrong-type ringfence.json holds one object, such as { "rules": ["rules"], "traces": ["traces"] }.']],
    [
      '{\n  "rule": []\n}',
      [
        '2:3 unknown-setting ringfence.json has no setting "rule". There are rules, traces, params, tenant, assumeComplete, schema.',
      ],
    ],
    [
      '{ "__proto__": {} }',
      [
        '1:3 unknown-setting ringfence.json has no setting "__proto__". There are rules, traces, params, tenant, assumeComplete, schema.',
      ],
    ],
    ['{ "rules": 1 }', ['1:12 wrong-type "rules" is a list of files, folders and globs, such as ["rules"].']],
    ['{ "traces": ["a", 2] }', ['1:19 wrong-type "traces" lists files, folders and globs: this is not a string.']],
    ['{ "params": [] }', ['1:13 wrong-type "params" is an object, such as { "rate_limit": 200 }.']],
    ['{ "params": { "a": null } }', ['1:20 wrong-type The param "a" is a string, a number, true or false.']],
    ['{ "schema": ["a.yaml"] }', ['1:13 wrong-type "schema" is a file, such as "schema.yaml".']],
    ['{ "assumeComplete": "yes" }', ['1:21 wrong-type "assumeComplete" is true or false.']],
    ['{ "rules": [], "rules": [] }', ['1:16 duplicate-setting "rules" stands here twice; the last one counts.']],
    [
      '{ "tenant": 7 }',
      ['1:13 wrong-type "tenant" is the name of an attribute or a list of them, such as "acme.tenant".'],
    ],
    [
      '{ "tenant": ["acme.tenant", {}, " "] }',
      [
        '1:29 wrong-type "tenant" is the name of an attribute or a list of them, such as "acme.tenant".',
        '1:33 wrong-type "tenant" is the name of an attribute or a list of them, such as "acme.tenant".',
      ],
    ],
    ['{ "rules": [] // which\n}', ['1:15 json-syntax This is not JSON: invalid comment token.']],
    [
      '{ "rules": ["a"',
      [
        '1:16 json-syntax This is not JSON: close bracket expected.',
        '1:16 json-syntax This is not JSON: close brace expected.',
      ],
    ],
  ])('%j', async (text, expected) => {
    expect(await complaints(text)).toEqual(expected);
  });

  test('uses what can be used of a file with mistakes', async () => {
    const { settings } = await openProject(
      temporaryFolder({
        'ringfence.json': '{ "rules": ["a", 1], "tenant": ["t", 1], "traces": {}, "params": {"p": 1},',
      }),
    );
    expect(settings).toMatchObject({ rules: ['a'], tenant: ['t'], traces: null, params: new Map([['p', '1']]) });
  });

  test('is that of the nearest folder upwards', async () => {
    const folder = temporaryFolder({
      'ringfence.json': '{}',
      'a/ringfence.json': '{"rules": ["x"]}',
      'a/b/c/x.fence': '',
      'd/x.fence': '',
    });
    expect((await openProject(join(folder, 'a/b/c'))).folder).toBe(join(folder, 'a'));
    expect((await openProject(join(folder, 'd'))).folder).toBe(folder);
  });

  test('is not needed', async () => {
    const folder = temporaryFolder({ 'x.fence': '' });
    expect(await openProject(folder)).toMatchObject({
      folder,
      settingsPath: null,
      settings: { rules: null, traces: null },
      diagnostics: [],
    });
  });

  test('that can not be read is a problem', async () => {
    const folder = temporaryFolder({ 'ringfence.json/x': '' });
    expect((await openProject(folder)).problems).toEqual([
      { path: join(folder, 'ringfence.json'), what: 'this is a folder, not a file' },
    ]);
  });
});
