import { describe, expect, test } from 'vitest';
import { ringfence } from './capture';

describe('the command line', () => {
  test.each([
    [['--version'], 'ringfence 0.0.0-test\n'],
    [['check', '--version'], 'ringfence 0.0.0-test\n'],
  ])('%j prints %j', async (argv, stdout) => {
    expect(await ringfence(argv)).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('--help lists the commands that exist and no other', async () => {
    const { code, stdout } = await ringfence(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ringfence check \[RULES…\] --traces PATH… +judge traces/);
    expect(stdout).toContain('ringfence lint [RULES…]');
    expect(stdout).not.toMatch(/ringfence serve/);
  });

  test.each([
    ['check', '-h'],
    ['-h', 'check'],
    ['check', '--help', 'x'],
  ])('%s %s explains the options of check', async (...argv) => {
    const { code, stdout } = await ringfence(argv);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--fail-on WHAT +exit 1 on violation/);
    expect(stdout).toContain('Exit codes: 0 nothing to fail on');
  });

  test.each<[string, string[], string]>([
    ['no command', [], 'say what to do'],
    [
      'an unknown command',
      ['chekc'],
      'There is no command "chekc"; there are check, lint, fmt, test, explain, signals, convert, init. Did you mean “check”?',
    ],
    [
      'a command of a later version',
      ['serve'],
      '“ringfence serve” does not exist yet; there are check, lint, fmt, test, explain, signals, convert, init.',
    ],
    ['a name from Object.prototype', ['constructor'], 'There is no command "constructor"'],
    [
      'an unknown option',
      ['check', '--trace', 'x'],
      '“ringfence check” has no option --trace. Did you mean “--traces”?',
    ],
    ['an option named as a prototype key', ['check', '--__proto__'], 'There is no option --__proto__.'],
    ['an unknown short option', ['check', '-x'], 'There is no option -x.'],
    ['an option of another command', ['lint', '--traces', 'x'], '“ringfence lint” has no option --traces.'],
    ['an option without its value', ['check', '--format'], '--format needs a value: --format F.'],
    ['a flag with a value', ['check', '--quiet=yes'], '--quiet takes no value.'],
    ['an option twice', ['check', '--format', 'json', '--format', 'json'], '--format is given twice.'],
    ['a format that does not exist', ['check', '--format', 'yaml'], '--format is one of pretty, json, not "yaml".'],
    ['a misspelt format', ['check', '--format', 'jason'], 'Did you mean “json”?'],
    ['a format of a later version', ['check', '--format', 'sarif'], '--format sarif does not exist yet'],
    ['an unknown --fail-on', ['check', '--fail-on', 'violations'], 'Did you mean “violation”?'],
    ['an unknown severity', ['check', '--min-severity', 'higher'], 'Did you mean “high”?'],
    ['a param without =', ['check', '--param', 'rate_limit'], '--param is NAME=VALUE'],
    ['a time that is none', ['check', '--start', 'yesterday'], '--start is a time such as'],
    ['a day that does not exist', ['check', '--start', '2024-02-31'], '--start is a time such as'],
    [
      'a period the wrong way round',
      ['check', '--start', '2024-02-02', '--end', '2024-02-01'],
      '--start is later than --end',
    ],
    ['a duration without unit', ['check', '--open-end', '30'], '--open-end is a duration such as'],
    ['a duration in an inherited unit', ['check', '--open-end', '1constructor'], '--open-end is a duration such as'],
    ['terminal escapes', ['\u001b[31mred'], '\\u001b[31mred'],
  ])('says what is wrong about %s', async (_what, argv, message) => {
    const { code, stdout, stderr } = await ringfence(argv);
    expect(stderr).toContain(message);
    expect(stderr.split('\n')).toHaveLength(2);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
