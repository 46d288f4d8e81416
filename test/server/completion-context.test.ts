import { describe, expect, test } from 'vitest';
import { completionContext } from '../../server/completion/context';

/** Text with `|` for the cursor → the place in short, and what is typed already. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { place, prefix, start } = completionContext(text, offset);
  expect(text.slice(start, offset)).toBe(prefix);
  const { kind, ...rest } = place;
  const details = Object.values(rest).map((value) => (value === '' ? '∅' : String(value)));
  return [kind, ...details, ...(prefix ? [`‹${prefix}›`] : [])].join(' ');
}

describe('outside of rules', () => {
  test.each([
    ['|', 'declaration'],
    ['ru|', 'declaration ‹ru›'],
    ['// ru|', 'nothing'],
    ['/* a', 'nothing'],
    ['import "|', 'import'],
    ['import "std/|', 'import ‹std/›'],
    ['let |', 'nothing'],
    ['let x = |', 'operand value'],
    ['let x = 1|', 'nothing'],
    ['let x = [1]\n|', 'operator declaration'],
    ['attribute tenant = tenant.|', 'operand value ‹tenant.›'],
    ['attribute tenant = a ?? ten|', 'operand value ‹ten›'],
    ['signal s|', 'nothing ‹s›'],
    ['signal s = |', 'term'],
    ['signal a.b = sp|', 'term ‹sp›'],
    ['signal s = span "|', 'occurrence-name span'],
    ['signal s = event "log|', 'occurrence-name event ‹log›'],
    ['signal s = span where |', 'operand value'],
    ['signal s = span where span:|', 'operand value ‹span:›'],
    ['signal s = span where span:kind == |', 'value span:kind false =='],
    ['signal s = span { |', 'nothing'],
    ['signal s = span { x = |', 'operand value'],
    ['exempt |', 'rule-id'],
    ['exempt rls-per|', 'rule-id ‹rls-per›'],
    ['test "a" { |', 'test-item'],
    ['test "a" { expect a-b |', 'verdict'],
    ['test "a" { expect a-b vio|', 'verdict ‹vio›'],
  ])('%s → %s', (text, expected) => {
    if (!text.includes('|')) text += '|';
    expect(at(text)).toBe(expected);
  });
});

describe('in a rule', () => {
  test.each([
    ['|', 'clause'],
    ['sev|', 'clause ‹sev›'],
    ['severity |', 'severity'],
    ['severity cri|', 'severity ‹cri›'],
    ['services ["|', 'service'],
    ['services ["a", "b|', 'service ‹b›'],
    ['tags [|', 'nothing'],
    ['message "|', 'nothing'],
    ['message "Read of {|', 'operand value'],
    ['message "Read of {q.ta|', 'operand value ‹q.ta›'],
    ['message "Read of {q.table} by |', 'nothing ‹Read of {q.table} by ›'],
    ['message "a {{b|', 'nothing ‹a {{b›'],
    ['each |', 'operand occurrence'],
    ['each database.query as |', 'nothing'],
    ['each database.query as q where q.|', 'operand value ‹q.›'],
    ['always { |', 'operand either'],
    ['always { trace.has(|', 'operand occurrence'],
    ['always { a and not (|', 'operand either'],
    ['always { count(a) > |', 'operand value'],
    ['always { has(a).where(|', 'operand value'],
    ['always { a.where(b and has(|', 'operand occurrence'],
    ['always { trace.has(a).|', 'member has'],
    ['always { trace.has(a).wh|', 'member has ‹wh›'],
    ['always { sql(q.query).|', 'member sql'],
    ['always { sql(lower(q.query)).fil|', 'member sql ‹fil›'],
    ['always { sql(q.query).unfiltered([a, b]).|', 'member unfiltered'],
    ['always { a } |', 'clause'],
    ['a and |', 'operand either'],
    ['a |', 'operator clause'],
    ['always { a == b |', 'operator null'],
    ['always { x.where(tenant_id == "|', 'value tenant_id true =='],
    ['always { x.where(tenant_id == "a|', 'value tenant_id true == ‹a›'],
    ['always { x.where(tenant_id != |', 'value tenant_id false !='],
    ['always { db.table in ["a", "|', 'value db.table true in'],
    ['always { db.table not in [|', 'value db.table false in'],
    ['always { path contains "/adm|', 'value path true contains ‹/adm›'],
    ['always { where(message == "|', 'value message true =='],
    ['always { where(message |', 'operator null'],
    ['always { `http.request.header.x-ten|', 'operand either ‹`http.request.header.x-ten›'],
    ['context { a = |', 'operand value'],
    ['context { a = "{|', 'operand value'],
  ])('%s → %s', (text, expected) => expect(at(`rule data-isolation "Title {" {\n  ${text}`)).toBe(expected));
});

test('what follows the cursor and broken text before it change nothing', () => {
  expect(at('rule a { always { ) ] x.where(tenant_id == "|") } }\nrule b {')).toBe('value tenant_id true ==');
  expect(at('rule a { "open\n always { |')).toBe('operand either');
});
