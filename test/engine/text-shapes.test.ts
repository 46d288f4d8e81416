import { describe, expect, test } from 'vitest';
import { judged, truth } from './judging';

const shape = (name: string, text: string | number): string => truth(`looks_like(q.x, ${name})`, { x: text });

describe('looks_like', () => {
  test.each([
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'], ['123e4567e89b', 'x']],
    [
      'token',
      ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '9f86d081884c7d659a2feaa0c55ad015', 'AKIA1234567890ZYXWVQ'],
      ['short1', 'order-service-production', 'aaaaaaaaaaaaaaaaaaaaaaaa1', 'two words 1234567890 and more'],
    ],
    ['email', ['a.b+c@example.co.uk'], ['a@b', '@example.com', 'a b@example.com', `${'a'.repeat(65)}@b.de`]],
    ['ssn', ['078-05-1120'], ['000-05-1120', '900-05-1120', '078-00-1120', '078-05-0000', '078051120']],
    [
      'card',
      ['4111111111111111', '4111 1111 1111 1111', '3782-822463-10005'],
      ['4111111111111112', '0000000000000000'],
    ],
    ['jwt', ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'], ['a.b.c', 'eyJ']],
    [
      'ip',
      ['10.0.0.255', '::1', '2001:db8::ff00:42:8329', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8'],
      ['10.0.0.256', '10.0.0', '1:2:3:4:5:6:7', '1::2::3', ':1', '01.2.3.4', '10.0.0.1.', '12345::'],
    ],
    ['sequential', ['0', '10042'], ['007', '-1', '1.5', 'a1']],
  ])('%s', (name, yes, no) => {
    for (const text of yes) expect(shape(name, text), text).toBe('true');
    for (const text of no) expect(shape(name, text), text).toBe('false');
  });

  test('numbers are looked at as they are written', () => {
    expect(shape('sequential', 42)).toBe('true');
    expect(shape('card', 4111111111111111)).toBe('true');
    expect(shape('uuid', 42)).toBe('false');
  });

  test('unknown without a value, on lists true of some element', () => {
    expect(truth('looks_like(q.x, uuid)', {})).toBe('unknown');
    expect(truth('looks_like(q.x, ip)', { x: ['a', '::1'] })).toBe('true');
  });

  test('takes linear time', () => {
    const start = performance.now();
    for (const name of ['token', 'email', 'card', 'jwt', 'ip']) shape(name, `${'a1-.'.repeat(50_000)}@`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('values', () => {
  const leak = { 'http.route': '/x', note: 'none', deep: ['a', '078-05-1120'] };

  test('are all attribute values of a span, read for that', () => {
    expect(truth('looks_like(values(q), ssn)', leak)).toBe('true');
    expect(truth('looks_like(values(q), ssn)', { note: 'none' })).toBe('false');
    expect(truth('values(q) contains q.x', { x: 'b', y: 'b' })).toBe('true');
  });

  test('what may have been dropped can not be ruled out', () => {
    expect(truth('looks_like(values(q), ssn)', { note: 'none' }, { droppedAttributes: 1 })).toBe('unknown');
    expect(truth('looks_like(values(q), ssn)', leak, { droppedAttributes: 1 })).toBe('true');
    expect(truth('"z" not in values(q)', { note: 'none' }, { droppedAttributes: 1 })).toBe('unknown');
    expect(truth('values(q) != "none"', { note: 'none' }, { droppedAttributes: 1 })).toBe('false');
    expect(truth('length(values(q)) == 1', { note: 'none' }, { droppedAttributes: 1 })).toBe('unknown');
  });

  test('of an event are its own', () => {
    const report = judged('rule r { each e as e never { values(e) contains "secret" } }', [
      {
        id: 1,
        name: 's',
        kind: 'server',
        attributes: { x: 'secret' },
        events: [{ name: 'e', at: 1, attributes: { y: 'fine' } }],
      },
    ]);
    expect(report.summary.held).toBe(1);
  });

  test('the explanation names the attribute', () => {
    const report = judged('rule r { each s as q never { looks_like(values(q), ssn) } }', [
      { id: 1, name: 's', kind: 'server', attributes: leak },
    ]);
    expect(report.violations[0]!.explanation[0]!.operands).toEqual([
      { name: 'deep', value: ['a', '078-05-1120'], from: 'own' },
    ]);
  });
});

describe('matches template', () => {
  test.each([
    ['tenant:{t}:{key}', 'tenant:a:1', 'true'],
    ['tenant:{t}:{key}', 'tenant:b:1', 'false'],
    ['tenant:{t}:{key}', 'tenant:a:', 'false'],
    ['tenant:{t}:{key}', 'tenant:a:1:2', 'true'],
    ['tenant:{t}:{key}', 'x tenant:a:1', 'false'],
    ['{t}:{key}/end', 'a:1/end', 'true'],
    ['{t}:{key}/end', 'a:1/2/end', 'false'],
    ['{key}{t}', 'xxa', 'true'],
    ['{key}{t}', 'a', 'false'],
    ['{key}{other}:{t}', 'xy:a', 'true'],
    ['{key}{other}:{t}', 'x:a', 'false'],
  ])('%s with t = a: %s is %s', (template, text, expected) => {
    expect(truth(`q.x matches template("${template}", t = q.t)`, { x: text, t: 'a' })).toBe(expected);
  });

  test('a hole is filled literally, also with a number', () => {
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { x: 'a.c:1', t: 'a.c' })).toBe('true');
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { x: 'abc:1', t: 'a.c' })).toBe('false');
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { x: '7:1', t: 7 })).toBe('true');
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { x: 'b:1', t: ['a', 'b'] })).toBe('true');
  });

  test('unknown without the text or a given value, and of itself', () => {
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { x: 'a:1' })).toBe('unknown');
    expect(truth('q.x matches template("{t}:{k}", t = q.t)', { t: 'a' })).toBe('unknown');
    expect(truth('q.x matches template("{t}", t = q.x)', { x: 'a' })).toBe('unknown');
    expect(truth('q.x matches template("a:{k}")', { x: ['b', 'a:1'] })).toBe('true');
  });
});

describe('contains any', () => {
  const tenants = 'let tenants = ["acme", "globex", "initech"]';
  const any = (text: string, attributes: Parameters<typeof truth>[1]): string => truth(text, attributes, {}, tenants);

  test.each([
    [{ x: 'report of globex' }, 'true'],
    [{ x: 'report of nobody' }, 'false'],
    [{}, 'unknown'],
    [{ x: ['globex'] }, 'true'],
    [{ x: ['globex inc'] }, 'false'],
  ])('of %j is %s', (attributes, expected) => {
    expect(any('q.x contains any(tenants)', attributes)).toBe(expected);
  });

  test.each([
    [{ x: 'acme only', t: 'acme' }, 'false'],
    [{ x: 'acme and globex', t: 'acme' }, 'true'],
    [{ x: 'acme only' }, 'unknown'],
    [{ x: 'nobody' }, 'false'],
  ])('except the own of %j is %s', (attributes, expected) => {
    expect(any('q.x contains any(tenants, except = q.t)', attributes)).toBe(expected);
  });
});
