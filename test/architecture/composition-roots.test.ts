import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './project-copy';

test.each(['cli/main.ts', 'client/extension.ts', 'server/main.ts'])(
  '%s is short: it only puts parts together',
  (path) => {
    expect(readFileSync(join(root, path), 'utf8').split('\n').length).toBeLessThan(80);
  },
);
