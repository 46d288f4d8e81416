import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { counts, judged, violatedBy } from './judging';

const SESSION = 'signal session = from login until logout by sid\n';
const login = (id: number, start: number, sid: string, more: Partial<ShortSpan> = {}): ShortSpan => ({
  trace: id,
  id,
  name: 'login',
  kind: 'server',
  start,
  attributes: { sid, k: 'x' },
  ...more,
});
const logout = (id: number, start: number, sid: string, more: Partial<ShortSpan> = {}): ShortSpan => ({
  ...login(id, start, sid),
  name: 'logout',
  ...more,
});
const use = (id: number, start: number): ShortSpan => ({
  trace: id,
  id,
  name: 'use',
  kind: 'server',
  start,
  attributes: { k: 'x' },
});

describe('intervals', () => {
  const during = `${SESSION}rule r { per k each use as u always { has(session as s).where(has(use).during(s)) } }`;

  test('last from one start to the next with an equal key, in the whole input', () => {
    const rule = `${SESSION}rule r { each session as s always { span:duration == 7ms and s.span:end - s.span:start == 7ms } }`;
    const spans = [login(1, 3, 'a'), logout(2, 1, 'a'), logout(3, 8, 'b'), logout(4, 10, 'a'), logout(5, 11, 'a')];
    expect(counts(judged(rule, spans))).toBe('held 1');
  });

  test('what starts at the end is not during it', () => {
    const spans = [login(1, 1, 'a'), logout(2, 10, 'a')];
    expect(counts(judged(during, [...spans, use(3, 5)]))).toBe('held 1');
    expect(counts(judged(during, [...spans, use(3, 10)]))).toBe('violated 1');
    expect(counts(judged(during, [...spans, use(3, 15)]))).toBe('violated 1');
  });

  test('without an end it is open to the end of the input, and its duration is unknowable', () => {
    const spans = [login(1, 1, 'a'), use(3, 50)];
    expect(counts(judged(during, spans))).toBe('held 1');
    const rule = `${SESSION}rule r { each session as s always { s.span:duration < 1h } }`;
    const report = judged(rule, spans);
    expect(counts(report)).toBe('unproven 1');
    expect(report.unproven[0]!.missing).toEqual([{ name: 'span:duration', reason: 'incomplete' }]);
    expect(counts(judged(rule, [...spans, logout(4, 60, 'a')]))).toBe('held 1');
  });

  test('without its own key nothing ends it; what ends may have an unknowable one', () => {
    const rule = `${SESSION}rule r { per k each use as u always { has(session as s).where(has(use).after(s)) } }`;
    const other = { attributes: { k: 'x' } };
    expect(counts(judged(rule, [login(1, 1, '', other), logout(2, 5, 'a'), use(3, 9)]))).toBe('violated 1');
    expect(counts(judged(rule, [login(1, 1, 'a'), logout(2, 5, '', other), use(3, 9)]))).toBe('violated 1');
    expect(
      counts(judged(rule, [login(1, 1, 'a'), logout(2, 5, '', { ...other, droppedAttributes: 1 }), use(3, 9)])),
    ).toBe('unproven 1');
  });

  test('a possible end leaves the end unknown', () => {
    const rule =
      'signal ended = logout where sure == true\nsignal session = from login until ended by sid\nrule r { each session as s always { s.span:duration == 4ms } }';
    const sure = { attributes: { sid: 'a', sure: true } };
    expect(counts(judged(rule, [login(1, 1, 'a'), logout(2, 5, 'a', sure)]))).toBe('held 1');
    expect(counts(judged(rule, [login(1, 1, 'a'), logout(2, 4, 'a'), logout(3, 5, 'a', sure)]))).toBe('unproven 1');
    expect(counts(judged(rule, [login(1, 1, 'a'), logout(2, 6, 'a'), logout(3, 5, 'a', sure)]))).toBe('held 1');
  });

  test('the starting signal gives trace, service, attributes and fields', () => {
    const rule =
      'signal opened = span "login" { who = sid }\nsignal session = from opened until logout by sid\nrule r { each session as s always { s.who == "a" and s.service == "web" and s.k == "x" } }';
    expect(counts(judged(rule, [login(1, 1, 'a', { service: 'web' }), logout(2, 5, 'a')]))).toBe('held 1');
  });

  test('an interval is another occurrence than what it starts with', () => {
    const spans = [login(1, 1, 'a'), logout(2, 10, 'a')];
    const rule = (condition: string) => `${SESSION}rule r { each session as s always { ${condition} } }`;
    expect(counts(judged(rule('s.has(login) and not s.has(session)'), spans))).toBe('held 1');
    expect(counts(judged(rule('has(login).during(s) and has(login).same_span(s)'), spans))).toBe('held 1');
    const both = `${SESSION}signal either = session or login\nrule r { always { count(either) == 2 } }`;
    expect(counts(judged(both, [login(1, 1, 'a')]))).toBe('held 1');
    expect(violatedBy(judged(rule('has(x)'), spans))).toBe('1');
  });

  test('concurrent and gap see them as long as they are', () => {
    const rule = `${SESSION}rule r { per k always { concurrent(session) <= 1 and gap(session) <= 5ms } }`;
    const spans = [login(1, 1, 'a'), logout(2, 10, 'a'), login(3, 12, 'b'), logout(4, 20, 'b')];
    expect(counts(judged(rule, spans))).toBe('held 1');
    expect(counts(judged(rule, [...spans, login(5, 8, 'c'), logout(6, 9, 'c')]))).toBe('violated 1');
    expect(counts(judged(rule, [...spans, login(5, 26, 'c')]))).toBe('violated 1');
  });

  test('an event starts one at its time', () => {
    const spans: ShortSpan[] = [
      {
        id: 1,
        name: 'root',
        kind: 'server',
        start: 0,
        duration: 50,
        events: [
          { name: 'login', at: 5, attributes: { sid: 'a' } },
          { name: 'logout', at: 9, attributes: { sid: 'a' } },
        ],
      },
    ];
    expect(counts(judged(`${SESSION}rule r { each session as s always { s.span:duration == 4ms } }`, spans))).toBe(
      'held 1',
    );
  });
});
