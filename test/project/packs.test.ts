import { expect, test } from 'vitest';
import { packsIn } from '../../project';
import { temporaryFolder } from './temporary-folder';

test('packs of a folder by their names', () => {
  const folder = temporaryFolder({
    'std/otel.fence': 'otel',
    'fluo.fence': 'fluo',
    'owasp/cache.fence': 'cache',
    'README.md': '',
  });
  const packs = packsIn(folder);
  expect(packs.names()).toEqual(['pack/fluo', 'pack/owasp/cache', 'std/otel']);
  expect(packs.names().map((name) => packs.read(name))).toEqual(['fluo', 'cache', 'otel']);
});

test.each(['std/none', 'otel', 'pack/../std/otel', 'std/../../etc/passwd', 'pack/std/otel/', '/std/otel', 'std\\otel'])(
  '%s is no pack',
  (name) => {
    const packs = packsIn(temporaryFolder({ 'packs/std/otel.fence': 'otel', 'std/otel.fence': 'x' }));
    expect(packs.read(name)).toBeUndefined();
  },
);
