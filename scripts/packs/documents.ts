import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packsIn } from '../../project';
import { coverageOf, type Source } from './coverage';
import { indexPage } from './index-page';
import { readLibrary } from './library';
import { anchorsOf } from './markdown';
import { pagePath, rulePage } from './page';

/** The documents that the packs are made from, and their numbers in the checklist. */
export const SOURCES: readonly Source[] = [
  { pack: 'fluo', title: 'FLUO whitepaper', first: 1, last: 161 },
  { pack: 'owasp', title: 'OWASP multi-tenant security cheat sheet', first: 162, last: 286 },
  { pack: 'prism', title: 'Prism multi-tenancy memo', first: 287, last: 408 },
];

export interface PackDocuments {
  /** Text by path from the project's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** What is missing or leads nowhere, one sentence each. */
  readonly problems: readonly string[];
}

/** Everything that is written from the packs of a checkout. */
export function packDocuments(root: string): PackDocuments {
  const library = readLibrary(packsIn(join(root, 'packs')));
  const files = new Map(library.rules.map((rule) => [pagePath(rule), rulePage(rule)]));
  files.set('docs/packs/README.md', indexPage(library, SOURCES));
  const { page, problems } = coverageOf(library, {
    sources: SOURCES,
    read: (pack) => textOf(join(root, 'docs', 'coverage', `${pack}.yaml`)),
    resolves: (link) => resolves(root, link, files),
  });
  files.set('docs/coverage.md', page);
  return { files, problems: [...library.problems, ...problems] };
}

function resolves(root: string, link: string, generated: ReadonlyMap<string, string>): boolean {
  const [path = '', anchor] = link.split('#');
  const page = generated.get(path) ?? textOf(join(root, path));
  if (page === undefined) return anchor === undefined && existsSync(join(root, path));
  return anchor === undefined || anchorsOf(page).has(anchor);
}

function textOf(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
}
