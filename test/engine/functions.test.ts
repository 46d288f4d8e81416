import { describe, expect, test } from 'vitest';
import type { ShortAttributes } from '../support/generate/otlp';
import { truth } from './judging';

type Case = readonly [condition: string, attributes: ShortAttributes, expected: 'true' | 'false' | 'unknown'];

const HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const PLACE = 'https://u:p@Shop.Example:8443/a%20b?tenant=x+y&id=1&id=2&empty#top';

const CASES: readonly Case[] = [
  // duration and time
  ['duration(q.x, "ms") == 5s', { x: 5000 }, 'true'],
  ['duration(q.x, "ms") == 1500us', { x: '1.5' }, 'true'],
  ['duration(q.x, "d") == 24h', { x: 1 }, 'true'],
  ['duration(q.x, "ms") == 5s', { x: 'soon' }, 'unknown'],
  ['duration(q.x, "ns") == duration(q.y, "ns")', { x: '9007199254740993', y: '9007199254740992' }, 'false'],
  ['time(q.x) == 2024-10-18', { x: '2024-10-18' }, 'true'],
  ['time(q.x) == time(q.y)', { x: '2024-10-18T12:00:00+02:00', y: '2024-10-18T10:00:00Z' }, 'true'],
  ['time(q.x) - time(q.y) == 1ns', { x: '2024-10-18T10:00:00.000000001Z', y: '2024-10-18T10:00:00Z' }, 'true'],
  ['time(q.x) == time(q.y)', { x: 1729245600, y: '2024-10-18T10:00:00Z' }, 'true'],
  ['time(q.x) == time(q.y)', { x: 1729245600000, y: '2024-10-18T10:00:00Z' }, 'true'],
  ['time(q.x) == time(q.y)', { x: '1729245600000000000', y: '2024-10-18T10:00:00Z' }, 'true'],
  ['exists(time(q.x))', { x: '2024-02-31' }, 'unknown'],
  ['exists(time(q.x))', { x: 'yesterday' }, 'unknown'],
  ['exists(time(q.x))', {}, 'false'],
  // text
  [`sha256(q.x) == "${HASH}"`, { x: 'abc' }, 'true'],
  [`prefix(sha256(q.x), 8) == "${HASH.slice(0, 8)}"`, { x: 'abc' }, 'true'],
  ['exists(sha256(q.x))', { x: 1 }, 'unknown'],
  ['prefix(q.x, 2) == "🙂b"', { x: '🙂bc' }, 'true'],
  ['prefix(q.x, 9) == "ab"', { x: 'ab' }, 'true'],
  ['prefix(q.x, q.y) == "ab"', { x: 'abc', y: 2 }, 'true'],
  ['exists(prefix(q.x, 0 - 1))', { x: 'abc' }, 'unknown'],
  ['split(q.x, ":")[0] == "t"', { x: 't:a:b' }, 'true'],
  ['split(q.x, ":")[-1] == "b"', { x: 't:a:b' }, 'true'],
  ['exists(split(q.x, ":")[3])', { x: 't:a:b' }, 'false'],
  ['split(q.x, ":") contains "a"', { x: 't:a:b' }, 'true'],
  ['exists(split(q.x, ""))', { x: 'abc' }, 'unknown'],
  ['glob(q.x, "tenant-?-*")', { x: 'tenant-1-orders' }, 'true'],
  ['glob(q.x, "tenant-?-*")', { x: 'tenant-12-orders' }, 'false'],
  ['glob(q.x, "*a*b*")', { x: 'xxaxxbxx' }, 'true'],
  ['glob(q.x, "*.b")', { x: 'a.bc' }, 'false'],
  ['glob(q.x, q.y)', { x: 'a', y: '?' }, 'true'],
  ['glob(q.x, "a*")', {}, 'unknown'],
  // the same source on both sides proves nothing
  ['prefix(q.x, 1) == q.x', { x: 'a' }, 'unknown'],
  ['json(q.x).a == json(q.x).b', { x: '{"a":1,"b":1}' }, 'unknown'],
  // json
  ['json(q.x).user.id == 7', { x: '{"user":{"id":7}}' }, 'true'],
  ['json(q.x).id == 9007199254740993', { x: '{"id":9007199254740993}' }, 'true'],
  ['json(q.x).id == 9007199254740993', { x: '{"id":9007199254740992}' }, 'false'],
  ['json(q.x).items[*].id == "b"', { x: '{"items":[{"id":"a"},{"id":"b"},{}]}' }, 'true'],
  ['json(q.x).items[1].id == "b"', { x: '{"items":[{"id":"a"},{"id":"b"}]}' }, 'true'],
  ['json(q.x)[q.y] == 1', { x: '{"a":1}', y: 'a' }, 'true'],
  ['exists(json(q.x).none)', { x: '{"a":1}' }, 'false'],
  ['exists(json(q.x).a)', { x: '{"a":null}' }, 'false'],
  ['exists(json(q.x).__proto__)', { x: '{"a":1}' }, 'false'],
  ['json(q.x).__proto__ == 1', { x: '{"__proto__":1}' }, 'true'],
  ['exists(json(q.x).a)', { x: '{"a":1' }, 'unknown'],
  ['exists(json(q.x).a)', { x: '['.repeat(300_000) }, 'unknown'],
  ['exists(json(q.x).a)', {}, 'false'],
  // url
  ['url(q.x).scheme == "https" and url(q.x).host == "shop.example"', { x: PLACE }, 'true'],
  ['url(q.x).port == 8443 and url(q.x).path == "/a%20b" and url(q.x).fragment == "top"', { x: PLACE }, 'true'],
  ['url(q.x).query.tenant == "x y"', { x: PLACE }, 'true'],
  ['url(q.x).query.id == "2" and url(q.x).query["empty"] == ""', { x: PLACE }, 'true'],
  ['exists(url(q.x).query["none"])', { x: PLACE }, 'false'],
  ['exists(url(q.x).port)', { x: 'https://a' }, 'false'],
  ['url(q.x).path == "/"', { x: 'https://a' }, 'true'],
  ['url(q.x).host == "::1"', { x: 'http://[::1]:80/' }, 'true'],
  ['url(q.x).query.t == "a" and not exists(url(q.x).host)', { x: '/orders?t=a' }, 'true'],
  ['exists(url(q.x).host)', { x: 'no url' }, 'unknown'],
  ['exists(url(q.x).host)', { x: 'orders' }, 'unknown'],
  ['exists(url(q.x).host)', { x: 'http://a:99999/' }, 'unknown'],
  ['exists(url(q.x).host)', { x: 'http://a/?q=%ff' }, 'unknown'],
  // templates as text
  ['q.x == template("t:{a}:{b}", a = q.y, b = 1)', { x: 't:z:1', y: 'z' }, 'true'],
  ['q.x == template("t:{a}", a = q.y)', { x: 't:z' }, 'unknown'],
];

describe('functions', () => {
  test.each(CASES)('%s of %j is %s', (condition, attributes, expected) => {
    expect(truth(condition, attributes)).toBe(expected);
  });
});

describe('loaded data', () => {
  const data = {
    'tiers.yaml':
      'tiers:\n  free: { rpm: 60 }\n  gold: { rpm: 600 }\ntenants:\n  - { id: a, pool: p1 }\n  - { id: b, pool: p2, regions: [eu, us] }\n',
  };
  const on = (condition: string, attributes: ShortAttributes): string =>
    truth(condition, attributes, {}, 'let t = load("tiers.yaml")', data);

  test.each<Case>([
    ['q.x <= t.tiers.free.rpm', { x: 60 }, 'true'],
    ['q.x <= t.tiers[q.tier].rpm', { x: 61, tier: 'gold' }, 'true'],
    ['q.x <= t.tiers[q.tier].rpm', { x: 61, tier: 'free' }, 'false'],
    ['q.x <= t.tiers[q.tier].rpm', { x: 61, tier: 'none' }, 'unknown'],
    ['q.x in t.tenants[*].id', { x: 'b' }, 'true'],
    ['q.x in t.tenants[*].id', { x: 'c' }, 'false'],
    ['t.tenants.where(id == q.x).pool == q.y', { x: 'b', y: 'p2' }, 'true'],
    ['t.tenants.where(id == q.x).pool == q.y', { x: 'a', y: 'p2' }, 'false'],
    ['t.tenants.where(id == q.x and regions contains "us").pool == "p2"', { x: 'b' }, 'true'],
    // a tenant looked up by itself is no evidence of itself
    ['t.tenants.where(id == q.x).id == q.x', { x: 'b' }, 'unknown'],
  ])('%s of %j is %s', (condition, attributes, expected) => {
    expect(on(condition, attributes)).toBe(expected);
  });

  test('two rules that inherit by different data are told apart', () => {
    const rules =
      'let one = load("a.yaml")\nlet two = load("b.yaml")\ninherited p = one[k] ?? none\ninherited r = two[k] ?? none\n';
    const files = { 'a.yaml': 'x: 1\n', 'b.yaml': 'x: 2\n' };
    expect(truth('q.p == 1 and q.r == 2', { k: 'x' }, {}, rules, files)).toBe('true');
  });
});
