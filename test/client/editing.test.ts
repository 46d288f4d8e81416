import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleTemplate } from '../../client/rule-template';
import { parseRuleFile } from '../../language';

const root = join(import.meta.dirname, '..', '..');
const configuration = JSON.parse(readFileSync(join(root, 'language-configuration.json'), 'utf8'));
const snippets: Record<string, { prefix: string | string[]; description: string; body: string[] }> = JSON.parse(
  readFileSync(join(root, 'snippets', 'ringfence.json'), 'utf8'),
);

/** A snippet as it stands when every tab stop keeps its default. */
function filledIn(body: readonly string[]): string {
  let text = body.join('\n').replaceAll('$CURRENT_YEAR', '2027');
  const values = new Map<string, string>();
  for (const [, number, choice] of text.matchAll(/\$\{(\d+)\|([^,|]*)[^}]*\}/g)) values.set(number ?? '', choice ?? '');
  text = text.replace(/\$\{(\d+)\|([^,|]*)[^}]*\}/g, '$2');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\$\{(\d+):((?:\\[}]|[^${}]|\$\d|\{[^{}]*\\\})*)\}/g, (_, number: string, value: string) => {
      values.set(number, value);
      return value;
    });
  }
  return text.replace(/\$(\d+)/g, (_, number: string) => values.get(number) ?? '');
}

describe('snippets', () => {
  it.each(Object.entries(snippets))('%s is valid as it stands', (_, { body }) => {
    const { diagnostics } = parseRuleFile('file:///snippet.fence', filledIn(body));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('and the new rule file too', () => {
    const text = filledIn(ruleTemplate.split('\n')).replaceAll('\\}', '}');
    const { ast, diagnostics } = parseRuleFile('file:///new.fence', text);
    expect(diagnostics).toEqual([]);
    expect(ast.declarations).toHaveLength(1);
    expect(text).toContain('message "Tenant {q.user.tenant_id} got data of {q.tenant_id}"');
  });

  it('cover every kind of declaration', () => {
    const first = Object.values(snippets).map(({ body }) => body[0]?.split(' ')[0]);
    for (const word of ['rule', 'signal', 'let', 'param', 'attribute', 'inherited', 'exempt', 'test']) {
      expect(first).toContain(word);
    }
  });
});

describe('the language configuration', () => {
  const indent = new RegExp(configuration.indentationRules.increaseIndentPattern);
  const outdent = new RegExp(configuration.indentationRules.decreaseIndentPattern);
  const word = new RegExp(configuration.wordPattern, 'g');

  it('indents after an open brace, and not after one in text', () => {
    for (const line of ['rule a {', '  trace {  // x', 'rule a "t {x}" {', 'let a = [']) expect(line).toMatch(indent);
    for (const line of ['message "{', 'always { a }', '// rule {', 'let a = "["']) expect(line).not.toMatch(indent);
  });

  it('outdents a closing one', () => {
    for (const line of ['}', '  ]', ')']) expect(line).toMatch(outdent);
    expect('a }').not.toMatch(outdent);
  });

  it('takes segments of names, rule ids and back-quoted names for words', () => {
    expect('q.table in `x-tenant.id` rule rls-per-query'.match(word)).toEqual([
      'q',
      'table',
      'in',
      '`x-tenant.id`',
      'rule',
      'rls-per-query',
    ]);
  });
});
