import { expect, test } from 'vitest';
import { packsIn } from '../../project';
import { temporaryFolder } from './temporary-folder';

test('packs of a folder by their names', () => {
  const folder = temporaryFolder({
    'std/otel.fence': 'otel',
    'fluo.fence': 'fluo',
    'owasp/cache.fence': 'cache',
    'owasp/cache.test.fence': 'tests',
    'owasp/tiers.yaml': 'tiers',
    'README.md': '',
  });
  const packs = packsIn(folder);
  expect(packs.names()).toEqual(['pack/fluo', 'pack/owasp/cache', 'std/otel']);
  expect(packs.names().map((name) => packs.read(name))).toEqual(['fluo', 'cache', 'otel']);
  expect(packs.tests().map((name) => [name, packs.read(name)])).toEqual([['pack/owasp/cache.test', 'tests']]);
  expect(packs.data('pack/owasp/tiers.yaml')).toBe('tiers');
});

test.each(['std/none', 'otel', 'pack/../std/otel', 'std/../../etc/passwd', 'pack/std/otel/', '/std/otel', 'std\\otel'])(
  '%s is no pack',
  (name) => {
    const packs = packsIn(temporaryFolder({ 'packs/std/otel.fence': 'otel', 'std/otel.fence': 'x' }));
    expect(packs.read(name)).toBeUndefined();
    expect(packs.data(`${name}.fence`)).toBeUndefined();
  },
);
