import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackSource } from '../language';
import { isMissing } from './file-problem';

const RULES = '.fence';
const TESTS = '.test.fence';

/**
 * The packs of a folder: `std/otel` is `std/otel.fence`, `pack/NAME` is `NAME.fence` or a file under `NAME/`; what ends in
 * `.test.fence` holds tests. Each is read when it is asked for, once.
 */
export function packsIn(folder: string): PackSource {
  const texts = new Map<string, string | undefined>();
  let listed: readonly string[] | undefined;
  const files = () => {
    listed ??= filesBelow(folder, '').map(nameOf).sort();
    return listed;
  };
  const read = (path: string) => {
    if (!texts.has(path)) texts.set(path, readIn(folder, path));
    return texts.get(path);
  };
  return {
    names: () => files().flatMap((file) => (file.endsWith(TESTS) ? [] : withoutEnd(file))),
    tests: () => files().flatMap((file) => (file.endsWith(TESTS) ? withoutEnd(file) : [])),
    read: (name) => read(`${name}${RULES}`),
    data: read,
  };
}

function withoutEnd(file: string): string {
  return file.slice(0, -RULES.length);
}

function filesBelow(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, path);
    return entry.name.endsWith(RULES) ? [path] : [];
  });
}

function nameOf(path: string): string {
  return path.startsWith('std/') ? path : `pack/${path}`;
}

/** No segment begins with a dot, so that none leads upwards. */
const wellFormed = /^(std|pack)(\/[a-z0-9][a-z0-9_.-]*)+$/;

function readIn(folder: string, name: string): string | undefined {
  if (!wellFormed.test(name)) return undefined;
  try {
    return readFileSync(join(folder, name.startsWith('pack/') ? name.slice('pack/'.length) : name), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
