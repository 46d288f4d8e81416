import { describe, expect, test } from 'vitest';
import { literalTracesAsOtlp } from '../../language';
import { compileTexts, diagnosticsOf } from '../support/rules';
import { storeOf } from '../support/store';

const BLOCK = `test "a search that forgets the tenant is caught" {
  trace {
    span api.request (kind: server, user.tenant_id: "a", service: "web") {
      span database.query (table: "patient_documents", status: error, rows: 3, tags: ["x", "y"], link: api.request) { event rls.applied (policy: "none") }
      span late (start: 5s, duration: 20ms, \`status\`: 403)
    }
  }
  trace { span other (start: 2025-06-01, status: 404) }
  expect rls-per-query violated 1
  expect data-isolation held
}`;

describe('test blocks', () => {
  test('become traces that are read like any other', () => {
    const { tests, diagnostics } = compileTexts([BLOCK]);
    expect(diagnostics).toEqual([]);
    expect(tests[0]).toMatchObject({
      title: 'a search that forgets the tenant is caught',
      expectations: [
        { rule: 'rls-per-query', verdict: 'violated', count: 1 },
        { rule: 'data-isolation', verdict: 'held', count: null },
      ],
    });
    const store = storeOf(literalTracesAsOtlp(tests[0]!.traces));
    expect([store.traces.count, store.spans.count, store.events.count, store.links.count]).toEqual([2, 4, 1, 1]);
    expect([...store.traces.flags]).toEqual([0, 0]);
  });

  test('each node starts a millisecond after the one before, and spans enclose what is in them', () => {
    const { tests } = compileTexts([BLOCK]);
    const spans = JSON.parse(literalTracesAsOtlp(tests[0]!.traces)).resourceSpans.map(
      (each: { scopeSpans: { spans: object[] }[] }) => each.scopeSpans[0]!.spans[0],
    );
    const base = BigInt(spans[0].startTimeUnixNano);
    const times = spans
      .slice(0, 3)
      .map((span: { name: string; startTimeUnixNano: string; endTimeUnixNano: string }) => [
        span.name,
        Number(BigInt(span.startTimeUnixNano) - base) / 1e6,
        Number(BigInt(span.endTimeUnixNano) - base) / 1e6,
      ]);
    expect(times).toEqual([
      ['api.request', 0, 5021],
      ['database.query', 1, 3],
      ['late', 5000, 5020],
    ]);
    expect(spans[1].status).toEqual({ code: 2 });
    expect(spans[2].attributes).toEqual([{ key: 'status', value: { intValue: '403' } }]);
    expect(spans[3].attributes).toEqual([{ key: 'status', value: { intValue: '404' } }]);
  });

  test.each([
    [
      'an unknown verdict',
      'test "t" { trace { span a } expect r violatd }',
      '1:29 verdict: A verdict is one of held, violated, unproven, exempted, indeterminate. Did you mean “violated”?',
    ],
    [
      'no traces',
      'test "t" { expect r held }',
      '1:1 test-without-traces: This test has no traces: add “trace { … }” or “given "file"”.',
    ],
    [
      'a kind that does not exist',
      'test "t" { trace { span a (kind: sever) } expect r held }',
      '1:28 enum-member: kind is one of unspecified, internal, server, client, producer, consumer. Did you mean “server”?',
    ],
    [
      'an event outside of a span',
      'test "t" { trace { event a } expect r held }',
      '1:1 event-without-span: The event “a” stands outside of any span.',
    ],
  ])('%s', (_title, text, expected) => {
    expect(diagnosticsOf(text)).toContain(expected);
  });
});

describe('what a test says to be missing', () => {
  const spansOf = (text: string) =>
    JSON.parse(literalTracesAsOtlp(compileTexts([text]).tests[0]!.traces)).resourceSpans.map(
      (each: { scopeSpans: { spans: object[] }[] }) => each.scopeSpans[0]!.spans[0],
    );
  const block = (attributes: string) => `test "t" { trace { span a { span b (${attributes}) } } expect r held }`;

  test('a parent that is not there, and what was dropped', () => {
    const [a, b] = spansOf(block('parent: missing, dropped: attributes, dropped: events, dropped: links'));
    expect(b.parentSpanId).not.toBe(a.spanId);
    expect(b).toMatchObject({ droppedAttributesCount: 1, droppedEventsCount: 1, droppedLinksCount: 1 });
    expect(b.traceId).toBe(a.traceId);
  });

  test('an event’s dropped attributes', () => {
    const [a] = spansOf('test "t" { trace { span a { event e (dropped: attributes) } } expect r held }');
    expect(a.events[0]).toMatchObject({ name: 'e', droppedAttributesCount: 1 });
  });

  test('texts, numbers and names in back quotes are attributes', () => {
    const [, b] = spansOf(block('parent: "missing", dropped: 3, `parent`: "p"'));
    expect(b.attributes.map(({ key }: { key: string }) => key)).toEqual(['parent', 'dropped', 'parent']);
    expect(b).not.toHaveProperty('droppedAttributesCount');
  });

  test.each([
    ['parent: mising', 'parent is missing here; in back quotes it is the attribute. Did you mean “missing”?'],
    ['dropped: all', 'dropped is attributes, events or links here; in back quotes it is the attribute.'],
  ])('%s is an error', (attributes, message) => {
    expect(diagnosticsOf(block(attributes))).toEqual([expect.stringContaining(`test-mark: ${message}`)]);
  });

  test.each([
    ['parent: missing', 'An event stands on its span: it has no parent.'],
    ['dropped: links', 'dropped is attributes here; in back quotes it is the attribute.'],
  ])('%s on an event is an error', (attributes, message) => {
    const text = `test "t" { trace { span a { event e (${attributes}) } } expect r held }`;
    expect(diagnosticsOf(text)).toEqual([expect.stringContaining(`test-mark: ${message}`)]);
  });
});
