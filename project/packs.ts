import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackSource } from '../language';
import { isMissing } from './file-problem';

/**
 * The packs of a folder: `std/otel` is `std/otel.fence`, `pack/NAME` is `NAME.fence` or a file under `NAME/`.
 * Each is read when it is asked for, once.
 */
export function packsIn(folder: string): PackSource {
  const texts = new Map<string, string | undefined>();
  let names: readonly string[] | undefined;
  return {
    names() {
      names ??= packFiles(folder, '').map(nameOf).sort();
      return names;
    },
    read(name) {
      if (!texts.has(name)) texts.set(name, readPack(folder, name));
      return texts.get(name);
    },
  };
}

function packFiles(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return packFiles(folder, path);
    return entry.name.endsWith('.fence') ? [path.slice(0, -'.fence'.length)] : [];
  });
}

function nameOf(path: string): string {
  return path.startsWith('std/') ? path : `pack/${path}`;
}

const wellFormed = /^(std|pack)(\/[a-z0-9][a-z0-9_-]*)+$/;

function readPack(folder: string, name: string): string | undefined {
  if (!wellFormed.test(name)) return undefined;
  const path = name.startsWith('pack/') ? name.slice('pack/'.length) : name;
  try {
    return readFileSync(join(folder, `${path}.fence`), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
