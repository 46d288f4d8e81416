import { describe, expect, test } from 'vitest';
import { compileTexts, diagnosticsOf } from '../support/rules';

/** Rule text → diagnostics as `line:column code: message`. */
const CASES: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  [
    'a rate without a window',
    'rule r { always { rate(a) < 3 } }',
    ['1:19 rate-without-window: rate(…) is always unknown without a window: write “per KEY window 1min”.'],
  ],
  [
    'a hole where none is filled',
    'rule r { each a as q always { q.k == "t:{q.t}" } }',
    [
      '1:38 hole-in-text: “{q.t}” is not filled here: only messages have holes. Write template("…{name}…", name = q.t).',
    ],
  ],
  [
    'a signal’s attribute at trace level',
    'rule r { always { tenant_check.tenant_id == "a" } }',
    [
      '1:19 bare-attribute: “tenant_check.tenant_id” has no single value in a trace: narrow the signal, tenant_check.where(tenant_id …).',
    ],
  ],
  [
    'an unknown severity',
    'rule r { severity hgih always { a } }',
    ['1:10 severity: A severity is one of critical, high, medium, low, info. Did you mean “high”?'],
  ],
  [
    'a rule that demands nothing',
    'rule r { severity high }',
    ['1:1 no-obligation: This rule demands nothing: add “always { … }”, “never { … }” or one plain expression.'],
  ],
  [
    'an enum word that does not exist',
    'rule r { each a as q always { q.kind == clent } }',
    [
      '1:41 enum-member: span:kind is one of unspecified, internal, server, client, producer, consumer. Did you mean “client”?',
    ],
  ],
  [
    'an unknown intrinsic',
    'rule r { each a as q always { q.span:durration > 1s } }',
    ['1:31 unknown-intrinsic: There is no intrinsic “span:durration”. Did you mean “span:duration”?'],
  ],
  [
    'a look-around',
    'rule r { each a as q always { q.x matches "(?=a)" } }',
    [
      "1:43 bad-pattern: This pattern isn't RE2 syntax: error parsing regexp: invalid or unsupported Perl syntax: `(?=`. Look-around and back references don't exist there.",
    ],
  ],
  [
    'a wrong operator',
    'rule r { each a as q always { q.x =~ "a" } }',
    ["1:31 wrong-operator: “=~” isn't an operator here. To test a pattern, write “matches”."],
  ],
  ['&&', 'rule r { always { a && b } }', ["1:19 wrong-operator: “&&” isn't an operator here: write “and”."]],
  ['!', 'rule r { always { !a } }', ["1:19 wrong-operator: “!” isn't an operator here: write “not”."]],
  ['nil', 'rule r { each a as q always { q.x == nil } }', ['1:38 wrong-operator: “nil” is written “null” here.']],
  [
    '= in where',
    'rule r { always { a.where(b = 1) } }',
    ['1:27 assignment: “=” names an argument; to compare, write “==”.'],
  ],
  [
    'an aggregate as a condition',
    'rule r { always { count(a) } }',
    ['1:19 condition-expected: “count(a)” is a number: compare it with something.'],
  ],
  [
    'a value as a condition',
    'rule r { always { 3 } }',
    ['1:19 condition-expected: A condition is expected here; “3” is a value. Compare it with something.'],
  ],
  [
    'an unknown function',
    'rule r { each a as q always { q.x == lowr(q.y) } }',
    ['1:38 unknown-function: There is no function “lowr” that gives a value here. Did you mean “lower”?'],
  ],
  [
    'an unknown method',
    'rule r { each a as q always { q.x.start_with("a") } }',
    ['1:31 unknown-method: There is no “.start_with(…)”. Did you mean “starts_with”?'],
  ],
  [
    'a relation to something that is no binding',
    'rule r { each a as q always { has(b).before(c) } }',
    ['1:45 binding-expected: .before(…) relates to a binding: name one with “each SIGNAL as q” or “has(SIGNAL as s)”.'],
  ],
  [
    'a relation with the wrong arguments',
    'rule r { each a as q always { has(b).within(q) } }',
    ['1:31 arguments: This relation is written .within(5s, q).'],
  ],
  [
    'a template hole that does not exist',
    'rule r { each a as q always { q.k matches template("t:{a}", b = q.x) } }',
    ['1:61 template-hole: This template has no hole “b”.'],
  ],
  [
    'a template hole that is misspelled',
    'rule r { each a as q always { q.k matches template("t:{tenant}", tenannt = q.x) } }',
    ['1:66 template-hole: This template has no hole “tenannt”. Did you mean “tenant”?'],
  ],
  [
    'a misspelled status',
    'rule r { each a as q always { q.status == eror } }',
    ['1:43 enum-member: span:status is one of unset, ok, error. Did you mean “error”?'],
  ],
  [
    'a misspelled member in a list',
    'rule r { each a as q always { q.kind in [client, sever] } }',
    [
      '1:50 enum-member: span:kind is one of unspecified, internal, server, client, producer, consumer. Did you mean “server”?',
    ],
  ],
  [
    'a duration by the conventions’ number',
    'rule r { each a as q always { q.http.request.body.size > 5s } }',
    [
      '1:31 never-comparable: “q.http.request.body.size > 5s” is always unknown: http.request.body.size (by the conventions a number) never compares with a duration. Write duration(http.request.body.size, "ms"), or the unit that it counts.',
    ],
  ],
  [
    'a text test of a number',
    'rule r { each a as q always { q.duration matches "^4" } }',
    [
      '1:31 never-comparable: “q.duration matches "^4"” is always unknown: a duration is no text. Write string(…) to take it as one.',
    ],
  ],
  [
    'a text test of a number by the conventions, as a method',
    'rule r { each a as q always { q.http.response.status_code.starts_with("4") } }',
    [
      '1:31 never-comparable: “q.http.response.status_code.starts_with("4")” is always unknown: http.response.status_code (by the conventions a number) is no text. Write string(…) to take it as one.',
    ],
  ],
  [
    'an instant against a number',
    'rule r { each a as q always { q.span:start > 5 } }',
    ['1:31 never-comparable: “q.span:start > 5” is always unknown: an instant never compares with a number.'],
  ],
  [
    'a misspelled operator between the members of a chain',
    'rule r { trace.has(a) && b }',
    ["1:10 wrong-operator: “&&” isn't an operator here: write “and”."],
  ],
  [
    'a template as text with an open hole',
    'rule r { each a as q always { q.k == template("t:{a}") } }',
    ['1:38 template-hole: As a text a template needs all its holes: “{a}” is not given.'],
  ],
  [
    'a shape that does not exist',
    'rule r { each a as q always { looks_like(q.k, uid) } }',
    ['1:47 shape: looks_like knows uuid, token, email, ssn, card, jwt, ip, sequential. Did you mean “uuid”?'],
  ],
  [
    'an exemption of no rule',
    'rule abc { never { a } }\nexempt abd because "x"',
    ['2:1 unknown-rule: There is no rule “abd” to exempt from. Did you mean “abc”?'],
  ],
  [
    'an exemption by a bare attribute',
    'rule abc { never { a } }\nexempt abc where tenant_id == "x" because "x"',
    [
      '2:18 exempt-attribute: An exemption reads span attributes only where it says so: write span.tenant_id, or resource.tenant_id.',
    ],
  ],
  [
    'load outside of the folder',
    'let t = load("../t.yaml")',
    ['1:14 load: “../t.yaml” leaves the folder of this rule file: data lies beside the rules or below.'],
  ],
  [
    'load of an absolute path',
    'let t = load("/etc/passwd")',
    ['1:14 load: “/etc/passwd” leaves the folder of this rule file: data lies beside the rules or below.'],
  ],
  [
    'load of no file',
    'let t = load("t.yaml")',
    ['1:14 load: There is no file “t.yaml” beside this one, or it can’t be read.'],
  ],
  [
    'a statement that nothing is asked of',
    'rule r { each a as q always { sql(q.t) } }',
    [
      '1:31 unknown-part: sql(…) is a whole statement: say what of it, such as .tables or .filters(tenant_id). There are filters, pinned, unfiltered, setting, is_valid, operation, tables, columns, literals, limit, alters.',
    ],
  ],
  [
    'a part that statements don’t have',
    'rule r { each a as q always { sql(q.t).filtered(tenant_id) } }',
    [
      '1:31 unknown-part: A statement has no “filtered”; there are filters, pinned, unfiltered, setting, is_valid, operation, tables, columns, literals, limit, alters. Did you mean “filters”?',
    ],
  ],
  [
    'a part without its column',
    'rule r { each a as q always { sql(q.t).filters } }',
    [
      '1:31 arguments: filters takes the tenant’s column: .filters(tenant_id), or a list of which any will do: .filters([tenant_id, org_id]).',
    ],
  ],
  [
    'a part with no column in its brackets',
    'rule r { each a as q always { sql(q.t).pinned() == 1 } }',
    [
      '1:31 arguments: pinned takes the tenant’s column: .pinned(tenant_id), or a list of which any will do: .pinned([tenant_id, org_id]).',
    ],
  ],
  [
    'a part that takes no brackets',
    'rule r { each a as q always { sql(q.t).tables() == "x" } }',
    ['1:31 arguments: “tables” takes no parentheses: sql(…).tables.'],
  ],
  [
    'a part of a statement as a condition',
    'rule r { each a as q always { sql(q.t).tables } }',
    ['1:31 condition-expected: “sql(q.t).tables” is a value: compare it with something.'],
  ],
  [
    'a detail of what isn’t filtered that there isn’t',
    'rule r { each a as q always { sql(q.t).unfiltered(tenant_id).remedies == "x" } }',
    ['1:31 unknown-part: What isn’t filtered has table, alias, offset, why, remedy, not “remedies”.'],
  ],
  [
    'a part of a statement that never compares',
    'rule r { each a as q always { sql(q.t).limit > 5s } }',
    [
      '1:31 never-comparable: “sql(q.t).limit > 5s” is always unknown: a number never compares with a duration. Write a unit, such as 5ms.',
    ],
  ],
  [
    'a statement of two texts',
    'rule r { each a as q always { sql(q.t, q.u).filters(tenant_id) } }',
    ['1:31 arguments: sql(…) takes one value.'],
  ],
  [
    'a missing brace, reported where it is missing',
    'rule a { always { x }\nrule b { always { y } }',
    ['1:21 syntax: Expected “}”, found “rule”.'],
  ],
  [
    'an unclosed text',
    'rule a { message "oh\n always { x } }',
    ['1:10 unclosed-text: This text has no closing quote on its line.'],
  ],
  [
    'a bad hole',
    'rule a { message "{x y}" always { x } }',
    ["1:10 bad-hole: “{x y}” isn't an expression; write “{{” for a brace."],
  ],
  ['duplicate names', 'let a = 1\nlet a = 2', ['2:1 duplicate-name: “a” is declared twice in this file.']],
  [
    'an import that leads nowhere',
    'import "std/otle"',
    ['1:1 missing-import: No pack is called “std/otle”. Did you mean “std/otel”?'],
  ],
  ['circular lets', 'let a = b\nlet b = a', ['1:9 reaches-itself: “b” reaches itself.']],
  [
    'a circular let in a comparison',
    'let a = a\nrule r { each q as q always { q.x == a } }',
    ['1:9 reaches-itself: “a” reaches itself.', '2:38 broken-declaration: “a” has an error, see its declaration.'],
  ],
  [
    'circular signals',
    'signal a = b where x\nsignal b = a where y',
    ['2:12 reaches-itself: The signal “a” reaches itself.'],
  ],
  ['circular aliases', 'attribute a = b\nattribute b = a', ['1:15 reaches-itself: “b” reaches itself.']],
  [
    'a let that is not constant',
    'let a = tenant.id',
    ["1:9 not-constant: “tenant.id” can't be read here: a let or param is the same for every trace."],
  ],
  [
    'window= without a key',
    'rule r { trace.count(a).where(window=1min) <= 3 }',
    [
      '1:31 window-without-key: window= needs a key to count by: compare an attribute with one capital letter (tenant_id == X), or write “per tenant_id window 1min”.',
    ],
  ],
  [
    'two triggers',
    'rule r { when { a } when { b } always { c } }',
    ['1:21 repeated-clause: A rule has at most one “when”; join conditions with and.'],
  ],
  [
    'an occurrence as a value',
    'rule r { each a as q always { q == 1 } }',
    ['1:31 occurrence-as-value: “q” is an occurrence, not a value: name what is read on it, such as q.tenant_id.'],
  ],
  [
    'a duration against a plain number',
    'rule r { each a as q always { q.duration < 5 } }',
    [
      '1:31 never-comparable: “q.duration < 5” is always unknown: a duration never compares with a number. Write a unit, such as 5ms.',
    ],
  ],
  [
    'a count against a duration',
    'rule r { always { count(a) < 5s } }',
    [
      '1:19 never-comparable: “count(a) < 5s” is always unknown: a number never compares with a duration. Write a unit, such as 5ms.',
    ],
  ],
  [
    'a number by the conventions against a text',
    'rule r { each a as q always { q.http.response.status_code == "ok" } }',
    [
      '1:31 never-comparable: “q.http.response.status_code == "ok"” is always unknown: http.response.status_code (by the conventions a number) never compares with a text.',
    ],
  ],
  [
    'a value that an enumeration of the conventions lacks',
    'rule r { each a as q always { q.db.system.name == "postgres" } }',
    ['1:51 convention-value: The conventions’ values of db.system.name have no “postgres”. Did you mean “postgresql”?'],
  ],
  [
    'an enum intrinsic against a number',
    'rule r { each a as q always { q.span:kind == 3 } }',
    [
      '1:31 never-comparable: “q.span:kind == 3” is always unknown: a word of an enumeration never compares with a number.',
    ],
  ],
];

test.each([
  'q.http.response.status_code == "404"',
  'q.http.response.status_code in [403, 404]',
  'q.x == 3',
  'q.duration < 5ms',
  'q.span:end - q.span:start < 5ms',
  'q.name == "x"',
  'q.kind == "client"',
  'q.status == error',
  'q.db.system.name == "postgresql"',
  'q.db.system.name == "my-own"',
  'count(a) <= 3',
  'q.http.request.method in ["GET"]',
  'max(a.duration) < 1s',
  'string(q.http.response.status_code) starts_with "4"',
  '[1, 2] contains 1',
  'q.http.request.method starts_with "G"',
])('%s compares', (condition) => {
  expect(diagnosticsOf(`rule r { each a as q always { ${condition} } }`)).toEqual([]);
});

describe('a user’s mistake is a diagnostic that says what, where and what to do', () => {
  test.each(CASES)('%s', (_title, text, expected) => {
    const found = diagnosticsOf(text);
    expect(found.slice(0, expected.length).sort()).toEqual([...expected].sort());
  });

  test('one mistake is one diagnostic, however many rules use the declaration', () => {
    const found = diagnosticsOf('signal s = span where x =~ "a"\nrule a { never { s } }\nrule b { never { s } }');
    expect(found.map((line) => line.split(' ')[1])).toEqual([
      'wrong-operator:',
      'broken-declaration:',
      'broken-declaration:',
    ]);
  });

  test('a rule with an error is left out, the others stay, in the same file and in others', () => {
    const { plan } = compileTexts([
      'rule a { always { x }\nrule b { always { y } }\nrule c { always { 3 } }',
      'rule d { always { z } }',
    ]);
    expect(plan.rules.map((rule) => rule.id)).toEqual(['b', 'd']);
  });

  test('rule ids are unique over all files', () => {
    const { diagnostics } = compileTexts(['rule a { always { x } }', 'rule a { always { y } }']);
    expect(diagnostics).toMatchObject([{ uri: 'file:///rules/1.fence', code: 'duplicate-rule' }]);
  });

  test('quick fixes replace exactly the operator', () => {
    const text = 'rule r { always { a && b } }';
    const [fix] = compileTexts([text]).diagnostics[0]!.fixes;
    const [edit] = fix!.edits;
    expect(text.slice(0, edit!.start) + edit!.newText + text.slice(edit!.end)).toBe('rule r { always { a and b } }');
  });
});
