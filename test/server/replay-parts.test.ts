import { describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { type AttributeValue, FETCH_NOTHING, type Finding } from '../../engine';
import { compileProject, parseRuleFile } from '../../language';
import { packsIn } from '../../project';
import { DiagnosticPublisher } from '../../server/diagnostics/publisher';
import { PlanUpdates } from '../../server/replay/plan-updates';
import { spanOfUri, spanUri } from '../../server/replay/span-uri';
import { explanationMarkdown } from '../../server/replay/worker/explanation';
import { KnownPlan } from '../../server/replay/worker/known-plan';
import { covers, presentIn, union } from '../../server/replay/worker/requests';
import { spanPage } from '../../server/replay/worker/span-page';
import { literalValue, shownValue } from '../../server/text/attribute-value';
import { durationText, instantText } from '../../server/text/instant';
import { markdownProse, markdownText } from '../../server/text/markdown';
import type { CatalogAttribute, TraceCatalog } from '../../traces/node';

const packs = packsIn('packs');

/** Keys of the rules of a rule text, by rule id. */
function keys(text: string): Record<string, string> {
  const { plan } = compileProject({ files: [parseRuleFile('file:///r.fence', text)], packs });
  const rules = new KnownPlan().update(new PlanUpdates().next(plan))!.rules;
  return Object.fromEntries(rules.map(({ rule, key }) => [rule.id, key]));
}

describe('which rules a change concerns', () => {
  const before = keys('signal s = span where a == 1\nrule x { when { s } always { b } }\nrule y { always { c } }');

  test('none that only moved, in the file or in the plan', () => {
    const after = keys(
      'rule z { always { d } }\n// comment\nrule y { always { c } }\n\nrule x { when { s } always { b } }\nsignal s = span where a == 1',
    );
    expect(after.x).toBe(before.x);
    expect(after.y).toBe(before.y);
  });

  test('those whose own text changed', () => {
    const after = keys('signal s = span where a == 1\nrule x { when { s } always { bb } }\nrule y { always { c } }');
    expect(after.x).not.toBe(before.x);
    expect(after.y).toBe(before.y);
  });

  test('those that name a signal whose declaration changed', () => {
    const after = keys('signal s = span where a == 2\nrule x { when { s } always { b } }\nrule y { always { c } }');
    expect(after.x).not.toBe(before.x);
    expect(after.y).toBe(before.y);
  });

  test('those in which a number became a text that begins like it', () => {
    const number = keys('let n = 9007199254740993\nrule x { never { s.where(span.a == n) } }');
    const text = keys('let n = "9007199254740993n"\nrule x { never { s.where(span.a == n) } }');
    expect(number.x).not.toBe(text.x);
  });

  test('every rule, if the tenant is resolved otherwise: findings carry it', () => {
    const after = keys(
      'attribute tenant_id = org\nsignal s = span where a == 1\nrule x { when { s } always { b } }\nrule y { always { c } }',
    );
    expect(after.y).not.toBe(before.y);
  });
});

describe('what must be read anew', () => {
  const none = FETCH_NOTHING;

  test('nothing while every attribute is there', () => {
    const loaded = { ...none, span: ['a', 'b'], events: true };
    expect(covers(loaded, { ...none, span: ['b'] })).toBe(true);
    expect(covers(loaded, { ...none, span: ['c'] })).toBe(false);
    expect(covers(loaded, { ...none, links: true })).toBe(false);
  });

  test('nothing whose key begins with what was asked for', () => {
    const loaded = { ...none, prefixes: ['db.', 'x'] };
    expect(covers(loaded, { ...none, prefixes: ['db.query.', 'x'] })).toBe(true);
    expect(covers(loaded, { ...none, prefixes: ['d'] })).toBe(false);
    expect(covers(loaded, { ...none, prefixes: [''] })).toBe(false);
    expect(covers({ ...none, prefixes: [''] }, { ...none, prefixes: ['db.', 'x'] })).toBe(true);
    // a list of attributes is no column
    expect(covers(loaded, { ...none, span: ['db.name'] })).toBe(false);
  });

  test('nothing for attributes that the traces don’t have, as far as that was seen', () => {
    const seen = (scope: CatalogAttribute['scope'], key: string) => ({ scope, key }) as CatalogAttribute;
    const attributes = [seen('span', 'a'), seen('event', 'b'), seen('resource', 'r')];
    const catalog: TraceCatalog = { spanNames: [], eventNames: [], services: [], attributes, moreAttributes: false };
    const wanted = { ...none, span: ['a', 'b'], event: ['a', 'b'], resource: ['b', 'r'], events: true };
    const loaded = { ...none, resource: ['b'], events: true };
    const present = { ...wanted, span: ['a'], event: ['b'] };
    expect(presentIn(catalog, loaded, wanted)).toEqual(present);
    expect(presentIn({ ...catalog, moreAttributes: true }, loaded, wanted)).toEqual(wanted);
    expect(presentIn(catalog, none, wanted)).toEqual(wanted);
    // the catalog has neither links nor what scopes are called
    const others = { ...none, link: ['x'], instrumentation: ['otel.scope.name'] };
    expect(presentIn(catalog, loaded, others)).toEqual(others);
  });

  test('a union covers both', () => {
    const [a, b] = [
      { ...none, span: ['b', 'a'], links: true, prefixes: ['db.query.', 'x'] },
      { ...none, span: ['c', 'a'], resource: ['r'], prefixes: ['a', 'db.'] },
    ];
    const both = union(a, b);
    expect(both).toMatchObject({
      span: ['a', 'b', 'c'],
      resource: ['r'],
      links: true,
      events: false,
      prefixes: ['a', 'db.', 'x'],
    });
    expect(covers(both, a) && covers(both, b)).toBe(true);
  });
});

describe('text from traces stays text', () => {
  test.each([
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['', '`  `'],
    ['a\n# b\u001b[31m\u202e', '`a\\n# b\uFFFD[31m\uFFFD`'],
  ])('%j as code', (text, expected) => expect(markdownText(text)).toBe(expected));

  test('as prose nothing is a link, an image or HTML', () => {
    expect(markdownProse('![x](http://a) <b> [c](command:d)')).toBe(
      '\\!\\[x\\]\\(http://a\\) \\<b\\> \\[c\\]\\(command:d\\)',
    );
  });

  test('long text is cut', () => expect(markdownText('x'.repeat(1_000)).length).toBeLessThan(210));
});

describe('values and times', () => {
  test.each<[string, AttributeValue, string, string | null]>([
    ['text', 'text', 'text', '"text"'],
    ['text with quotes', 'say "hi"\n\\', 'say "hi"\n\\', '"say \\"hi\\"\\n\\\\"'],
    ['a number', 7, '7', '7'],
    ['a 64-bit integer', 2n ** 63n, '"9223372036854775808"', '9223372036854775808'],
    ['NaN', Number.NaN, '"NaN"', null],
    ['bytes', new Uint8Array([1, 255]), '"0x01ff"', null],
    ['a list', ['a', 1], '["a",1]', null],
    ['a map', new Map([['__proto__', 'x']]), '{"__proto__":"x"}', null],
  ])('%s', (_, value, shown, literal) => {
    expect(shownValue(value)).toBe(shown);
    expect(literalValue(value)).toBe(literal);
  });

  test('instants keep their nanoseconds, before 1970 too', () => {
    expect(instantText(1_700_000_000_123_456_789n)).toBe('2023-11-14T22:13:20.123456789Z');
    expect(instantText(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
  });

  test('durations take the unit that fits', () => {
    expect([0n, 999n, 1_500n, 2_000_000n, 61_000_000_000n].map(durationText)).toEqual([
      '0 ns',
      '999 ns',
      '1.5 µs',
      '2 ms',
      '1.016 min',
    ]);
  });
});

const finding: Finding = {
  signalId: 'sig_1',
  ruleId: 'reads',
  severity: 'high',
  verdict: 'violated',
  traceId: 'aa',
  spanId: 'bb',
  timestamp: 0n,
  service: 's',
  tenant: 't',
  message: 'Read of <orders>\nby b',
  context: [],
  recommendation: ['Filter by `tenant`'],
  explanation: [
    {
      condition: 'q.tenant_id == user.tenant_id',
      value: 'false',
      children: [],
      operands: [{ name: 'q.tenant_id', value: 'b```', from: 'own' }],
    },
  ],
  missing: [{ name: 'x', reason: 'absent' }],
  location: { path: '/t.json', line: 1, offset: 0 },
  subject: { kind: 'trace', key: [], window: null },
  peak: null,
  exemption: null,
  witnesses: [],
};

test('a hover explains a verdict', () => {
  expect(explanationMarkdown(finding)).toBe(`**violated** by reads

Read of \\<orders\\>\\\\nby b

\`\`\`text
✗ q.tenant_id == user.tenant_id
    q.tenant_id = b''' · own
missing: x: absent
\`\`\`

- Filter by \\\`tenant\\\``);
});

test('a span document has the verdicts above the span', () => {
  const content = new Map<string, unknown>([
    ['name', 'orders.read'],
    [
      'attributes',
      new Map([
        ['__proto__', 'x: y'],
        ['sql', 'SELECT 1\nFROM orders'],
      ]),
    ],
  ]);
  const page = spanPage(content, [finding], '/t.json');
  expect(page.text).toBe(`# /t.json

# VIOLATED reads
#   Read of <orders>\\nby b
#   ✗ q.tenant_id == user.tenant_id
#       q.tenant_id = b\`\`\` · own
#   missing: x: absent
#   → Filter by \`tenant\`

name: orders.read
attributes:
  __proto__: "x: y"
  sql: |-
    SELECT 1
    FROM orders
`);
  expect(page.verdicts.map(({ line }) => page.text.split('\n')[line])).toEqual(['# VIOLATED reads']);
});

test('a span document’s URI names the span', () => {
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  expect(spanOfUri(spanUri(ids.traceId, ids.spanId))).toEqual(ids);
  expect(spanOfUri('ringfence-span:/../../etc/passwd')).toBeUndefined();
});

describe('diagnostics of several sources', () => {
  const diagnostic = (message: string): Diagnostic => ({
    message,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  });

  test('are joined by document, sent when they change, and cleared when a source drops them', () => {
    const sent: string[] = [];
    const publisher = new DiagnosticPublisher((uri, list) =>
      sent.push(`${uri}: ${list.map(({ message }) => message).join(' ')}`),
    );
    publisher.replace('rules', new Map([['a', [diagnostic('1')]]]));
    publisher.replace(
      'verdicts',
      new Map([
        ['a', [diagnostic('2')]],
        ['b', [diagnostic('3')]],
      ]),
    );
    publisher.replace('verdicts', new Map([['a', [diagnostic('2')]]]));
    publisher.replace('rules', new Map([['a', [diagnostic('1')]]]));
    expect(sent).toEqual(['a: 1', 'a: 1 2', 'b: 3', 'b: ']);
  });
});
