import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { ringfence } from './capture';

const untidy = 'rule   a {always {has( x )}}';
const tidy = 'rule a {\n  always { has(x) }\n}\n';

describe('fmt', () => {
  test('lays rule files out and says which', async () => {
    const cwd = temporaryFolder({ 'a.fence': untidy, 'b.fence': tidy });
    expect(await ringfence(['fmt'], { cwd })).toEqual({
      code: 0,
      stdout: 'a.fence laid out\n1 file of 2 laid out\n',
      stderr: '',
    });
    expect(readFileSync(join(cwd, 'a.fence'), 'utf8')).toBe(tidy);
    expect((await ringfence(['fmt', '--check', '--quiet'], { cwd })).code).toBe(0);
  });

  test('--check writes nothing and exits 1', async () => {
    const cwd = temporaryFolder({ 'a.fence': untidy });
    const { code, stdout } = await ringfence(['fmt', '--check'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'a.fence would be laid out\n1 file of 1 would be laid out\n' });
    expect(readFileSync(join(cwd, 'a.fence'), 'utf8')).toBe(untidy);
  });

  test('writes plain bodies out, by the names of other files too', async () => {
    const plain = 'import "./flags.fence"\n\nrule a { work and b }\nrule b { flag and b }\n';
    const cwd = temporaryFolder({ 'a.fence': plain, 'flags.fence': 'let flag = true\n' });
    expect((await ringfence(['fmt', 'a.fence'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.fence'), 'utf8')).toBe(
      'import "./flags.fence"\n\nrule a {\n  when { work }\n  always { b }\n}\n\nrule b {\n  always { flag and b }\n}\n',
    );
  });

  test('leaves a file with mistakes as it is, says where, and exits 2', async () => {
    const cwd = temporaryFolder({ 'a.fence': untidy, 'broken.fence': 'rule {' });
    const { code, stderr } = await ringfence(['fmt'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^broken\.fence:1:6: error /);
    expect(readFileSync(join(cwd, 'a.fence'), 'utf8')).toBe(tidy);
    expect(readFileSync(join(cwd, 'broken.fence'), 'utf8')).toBe('rule {');
  });
});

describe('convert', () => {
  const yaml = 'rules:\n  - id: a\n    name: Requests\n    severity: high\n    condition: trace.has(x)\n';

  test('writes a YAML pack out', async () => {
    const cwd = temporaryFolder({ 'pack.yaml': yaml });
    const { code, stdout, stderr } = await ringfence(['convert', 'pack.yaml'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('rule a "Requests" {');
    await ringfence(['convert', 'pack.yaml', '--output', 'pack.fence'], { cwd });
    expect(readFileSync(join(cwd, 'pack.fence'), 'utf8')).toBe(stdout);
    expect(await ringfence(['lint', 'pack.fence'], { cwd })).toMatchObject({ code: 0 });
  });

  test.each([[['convert']], [['convert', 'a.fence']], [['convert', 'a.yaml', 'b.yaml']]])(
    '%j is wrong usage',
    async (argv) => {
      const { code, stderr } = await ringfence(argv, { cwd: temporaryFolder({}) });
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'ringfence: name one YAML file: “ringfence convert rules.yaml --output rules.fence”.\n',
      });
    },
  );

  test('exits 2 for what can not be taken over, and writes the rest', async () => {
    const cwd = temporaryFolder({ 'pack.yaml': `${yaml}  - id: b\n    condition: trace.has(\n` });
    const { code, stdout, stderr } = await ringfence(['convert', 'pack.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('rule a');
    expect(stderr).toMatch(/^pack\.yaml:7:\d+: error /);
  });
});

describe('lint', () => {
  test('lists mistakes with their lines and exits 2', async () => {
    const cwd = temporaryFolder({ 'a.fence': tidy, 'b.fence': 'rule b {\n  always { q.x == 1 }\n}\n' });
    const { code, stdout, stderr } = await ringfence(['lint'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/^b\.fence:2:\d+: error [a-z-]+: .*\n {2}2 \| {3}always \{ q\.x == 1 \}\n/m);
    expect(stdout).toMatch(/2 rule files, 1 rule compiled: 1 error, \d+ warnings?\n$/);
  });

  test('exits 0 where there are none', async () => {
    expect(await ringfence(['lint', '--quiet'], { cwd: temporaryFolder({ 'a.fence': tidy }) })).toMatchObject({
      code: 0,
    });
  });
});
