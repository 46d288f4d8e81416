import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { highlight } from './textmate';

/** `token:scope` without the language's suffix. */
async function scopes(text: string): Promise<string[]> {
  return (await highlight(text)).map(([token, scope]) => `${token.trim()}  ${scope.replace('.ringfence', '')}`);
}

describe('highlighting', () => {
  it('knows declarations', async () => {
    expect(await scopes('signal db.query = span where span:kind == client')).toEqual([
      'signal  storage.type.signal',
      'db.query  entity.name.type.signal',
      '=  keyword.operator.assignment',
      'span  storage.type.occurrence',
      'where  keyword.operator.word',
      'span:kind  variable.language.intrinsic',
      '==  keyword.operator.comparison',
      'client  variable.other',
    ]);
    expect((await scopes('inherited user.tenant_id = a ?? b else entry.c'))[0]).toBe('inherited  storage.type');
  });

  it('knows a rule with its name, metadata and clauses', async () => {
    const text = 'rule rls-per-query "x" {\n severity critical\n each q.a as q where q.b in t\n always { not a }\n}';
    const found = await scopes(text);
    expect(found).toContain('rls-per-query  entity.name.function.rule');
    expect(found).toContain('critical  constant.language.severity');
    expect(found).toContain('each  keyword.control.subject');
    expect(found).toContain('as  keyword.operator.word');
    expect(found).toContain('in  keyword.operator.word');
    expect(found).toContain('always  keyword.control.obligation');
    expect(found).toContain('not  keyword.operator.word');
  });

  it('takes a clause word for a name where it is one', async () => {
    for (const text of ['error.message == x', 'x.where == 1', 'message == 1', '`each` == 1', 'trace.context == 1']) {
      expect(
        (await scopes(text)).filter((line) => line.includes('keyword.control') || line.includes('metadata')),
      ).toEqual([]);
    }
  });

  it('knows back-quoted names as one token', async () => {
    expect(await scopes('`http.request.header.x-tenant-id` == 1')).toContain(
      '`http.request.header.x-tenant-id`  variable.other.attribute.quoted',
    );
    expect(await scopes('controls [hipaa.`164.312(a)(2)(ii)`]')).toContain(
      '`164.312(a)(2)(ii)`  variable.other.attribute.quoted',
    );
  });

  it('knows durations, sizes, dates and numbers', async () => {
    const found = await scopes('[1.5min, 20ms, 3KiB, 2027-03-31, 2024-09-01T10:00:00Z, 7, 1e9]');
    expect(found.filter((line) => line.includes('constant') || line.includes('unit'))).toEqual([
      '1.5  constant.numeric.duration',
      'min  keyword.other.unit.duration',
      '20  constant.numeric.duration',
      'ms  keyword.other.unit.duration',
      '3  constant.numeric.size',
      'KiB  keyword.other.unit.size',
      '2027-03-31  constant.other.date',
      '2024-09-01T10:00:00Z  constant.other.date',
      '7  constant.numeric',
      '1e9  constant.numeric',
    ]);
  });

  it('knows names inside text, doubled braces and escapes', async () => {
    const found = await scopes('message "{q.table} {{x \\" end');
    expect(found).toContain('{  punctuation.section.embedded.begin');
    expect(found).toContain('table  variable.other');
    expect(found).toContain('{{  constant.character.escape');
    expect(found).toContain('\\"  constant.character.escape');
  });

  it('ends text with its line, so that a missing quote does not spoil the file', async () => {
    expect(await scopes('message "open\nlet x = 1')).toContain('let  storage.type');
  });

  it('knows methods and functions', async () => {
    const found = await scopes('trace.has(a).where(key.starts_with(b)) and count(c) > 1 and exists(d)');
    for (const method of ['has', 'where', 'starts_with']) expect(found).toContain(`${method}  support.function.method`);
    for (const name of ['count', 'exists']) expect(found).toContain(`${name}  support.function`);
  });

  it('marks operators of other languages', async () => {
    const found = await scopes('a && b || !c =~ d !~ e');
    expect(found.filter((line) => line.endsWith('invalid.illegal.operator')).map((line) => line.split(' ')[0])).toEqual(
      ['&&', '||', '!', '=~', '!~'],
    );
  });

  it('knows tests and exemptions', async () => {
    const found = await scopes(
      'exempt a-b where service == "m" until 2027-01-01\n because "r"\ntest "t" {\n trace {\n  span api.request (kind: server)\n }\n expect a-b violated 1\n}',
    );
    expect(found).toContain('a-b  entity.name.function.rule');
    expect(found).toContain('until  keyword.control.interval');
    expect(found).toContain('because  keyword.other.metadata');
    expect(found).toContain('test  storage.type.test');
    expect(found).toContain('trace  storage.type.trace');
    expect(found).toContain('api.request  entity.name.type.signal');
    expect(found).toContain('violated  constant.language.verdict');
  });

  it('knows comments', async () => {
    expect((await scopes('a // b\n/* c\nd */ e')).map((line) => line.split('  ')[1])).toEqual([
      'variable.other',
      'punctuation.definition.comment',
      'comment.line.double-slash',
      'punctuation.definition.comment.begin',
      'comment.block',
      'comment.block',
      'punctuation.definition.comment.end',
      'variable.other',
    ]);
  });

  it('knows every keyword of the grammar somewhere', async () => {
    const grammar = readFileSync(join(import.meta.dirname, '../../language/grammar/ringfence.langium'), 'utf8');
    const rules = grammar.replace(/^\s*(hidden )?terminal .*$/gm, '').replace(/\/\/.*$/gm, '');
    const keywords = new Set([...rules.matchAll(/'([a-z_]+)'/g)].map((match) => match[1]));
    const highlighting = readFileSync(join(import.meta.dirname, '../../syntaxes/ringfence.tmLanguage.json'), 'utf8');
    expect(keywords.size).toBeGreaterThan(40);
    expect([...keywords].filter((word) => !new RegExp(`\\b${word}\\b`).test(highlighting))).toEqual([]);
  });
});
