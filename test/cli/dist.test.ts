import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../project/temporary-folder';
import { otlpOf } from '../support/generate/otlp';
import { root } from './capture';

const script = join(root, 'dist/cli.js');
const rule = 'rule fast { always { has(api.request) } message "no request" }';
const traces = otlpOf([{ id: 1, name: 'other' }]);

function run(
  argv: string[],
  cwd: string,
  options: { uid?: number; node?: string[]; script?: string; input?: string } = {},
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(options.node ?? []), options.script ?? script, ...argv],
    {
      cwd,
      encoding: 'utf8',
      input: options.input ?? '',
      ...(options.uid === undefined ? {} : { uid: options.uid }),
    },
  );
  return { status, stdout, stderr };
}

describe.skipIf(!existsSync(script))('dist/cli.js (npm run build makes it)', () => {
  test('runs as it is installed', () => {
    const cwd = temporaryFolder({ 'a.fence': rule, 't.json': traces });
    const { status, stdout, stderr } = run(['check', '--traces', 't.json'], cwd);
    expect(stderr).toBe('');
    expect(stdout).toContain('1 checked, 0 held, 1 violated, 0 unproven');
    expect(status).toBe(1);
    expect(readFileSync(script, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('takes traces from standard input', () => {
    const cwd = temporaryFolder({ 'a.fence': rule });
    const { status, stdout } = run(['check', '--traces', '-'], cwd, { input: traces });
    expect(stdout).toContain('1 checked, 0 held, 1 violated, 0 unproven');
    expect(status).toBe(1);
  });

  test('tells its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(run(['--version'], root)).toEqual({ status: 0, stdout: `ringfence ${version}\n`, stderr: '' });
  });

  test('says in a sentence that a Node is too old', () => {
    const cwd = temporaryFolder({
      'old.cjs': `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.14.0' } });`,
    });
    expect(run(['--version'], cwd, { node: ['--require', join(cwd, 'old.cjs')] })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'ringfence needs Node 22.15 or later; this is Node 22.14.0.\n',
    });
  });

  test('ends quietly when its reader goes away', async () => {
    const many = Array.from({ length: 3000 }, (_, trace) => ({ trace: trace + 1, id: 1, name: 'other' }));
    const cwd = temporaryFolder({ 'a.fence': rule, 't.json': otlpOf(many) });
    const child = spawn(process.execPath, [script, 'check', '--traces', 't.json', '--format', 'json'], { cwd });
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
  });

  test.runIf(process.getuid?.() === 0)('names folders and files that it has no right to read', () => {
    const cwd = temporaryFolder({
      'rules/a.fence': rule,
      'rules/no/b.fence': rule,
      'traces/t.json': traces,
      'traces/no/u.json': traces,
      'no.json': traces,
    });
    cpSync(join(root, 'dist'), join(cwd, 'dist'), { recursive: true });
    for (const path of ['rules/no', 'traces/no', 'no.json']) chmodSync(join(cwd, path), 0);
    for (const path of ['.', 'dist', 'rules', 'traces']) chmodSync(join(cwd, path), 0o755);
    const nobody = { uid: 65_534, script: join(cwd, 'dist/cli.js') };
    const rules = run(['check', 'rules', '--traces', 'traces/t.json'], cwd, nobody);
    expect(rules.stderr).toContain('rules/no: error unreadable: permission denied');
    expect(rules.status).toBe(2);
    const input = run(
      ['check', 'rules/a.fence', '--traces', 'traces', 'no.json', 'traces/no/u.json', `${'x'.repeat(300)}.json`],
      cwd,
      nobody,
    );
    expect(input.stdout).toMatch(/ {2}no\.json.*permission/);
    expect(input.stdout).toMatch(/ {2}traces\/no.*permission/);
    expect(input.stdout).toMatch(/ {2}traces\/no\/u\.json.*permission/);
    expect(input.stdout).toMatch(/ {2}xxx.*name is too long/);
    expect(input.stdout).toContain('1 checked');
    expect(input.status).toBe(3);
  });
});
