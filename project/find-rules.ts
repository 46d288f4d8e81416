import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { Diagnostic, PackSource } from '../language';
import { type FileProblem, fileProblem, isMissing } from './file-problem';
import { listFolder } from './list-folder';
import { withoutMark } from './open-project';
import { isYaml, looksLikePack, yamlDiagnostic } from './yaml-file';

/** A rule file's text; packs have a `ringfence-pack:` URI. */
export interface RuleText {
  readonly uri: string;
  readonly text: string;
}

export interface FoundRules {
  /** In the order of their URIs, each once. */
  readonly files: readonly RuleText[];
  readonly problems: readonly FileProblem[];
  /** Of files that can't be read as rules. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the rule files that `names` stand for: files, folders (their `.fence` files, recursively), globs, `pack/NAME`.
 * Relative names start at `folder`. A name that gives nothing is a problem, as is a folder or file that can't be read.
 */
export async function findRules(folder: string, names: readonly string[], packs: PackSource): Promise<FoundRules> {
  const uris = new Set<string>();
  const named = new Set<string>();
  const problems: FileProblem[] = [];
  for (const name of names) await addNamed(name);
  const files: RuleText[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const uri of [...uris].sort()) await read(uri);
  return { files, problems, diagnostics };

  async function addNamed(name: string): Promise<void> {
    const fromPacks = packs.names().filter((pack) => pack === name || pack.startsWith(`${name}/`));
    for (const pack of fromPacks) uris.add(packUri(pack));
    if (fromPacks.length > 0) return;
    const path = resolve(folder, name);
    try {
      const found = await stat(path);
      if (found.isDirectory()) await addFolder(path);
      else addFile(path);
    } catch (error) {
      if (isDynamicPattern(name)) await addGlob(name);
      else
        problems.push(
          isMissing(error) && /^(std|pack)\//.test(name) ? noSuchPack(name, packs) : fileProblem(path, error),
        );
    }
  }

  function addFile(path: string): void {
    const { href } = pathToFileURL(path);
    uris.add(href);
    named.add(href);
  }

  async function addFolder(path: string): Promise<void> {
    const listed = await listFolder(path, (name) => name.endsWith('.fence') || isYaml(name));
    problems.push(...listed.problems);
    for (const file of listed.files) uris.add(pathToFileURL(file).href);
  }

  async function addGlob(pattern: string): Promise<void> {
    const found = await glob(pattern, {
      cwd: folder,
      absolute: true,
      ignore: '**/node_modules/**',
      expandDirectories: false,
    });
    for (const path of found) uris.add(pathToFileURL(path).href);
    if (found.length === 0) problems.push({ path: pattern, what: 'no file matches this pattern' });
  }

  async function read(uri: string): Promise<void> {
    if (uri.startsWith(PACK_SCHEME)) {
      const text = packs.read(packName(uri));
      if (text !== undefined) files.push({ uri, text });
      return;
    }
    const path = fileURLToPath(uri);
    try {
      const text = withoutMark(await readFile(path, 'utf8'));
      if (!isYaml(path)) return void files.push({ uri, text });
      if (named.has(uri) || looksLikePack(text)) diagnostics.push(yamlDiagnostic(uri, basename(path)));
    } catch (error) {
      problems.push(fileProblem(path, error));
    }
  }
}

const PACK_SCHEME = 'ringfence-pack:/';

function packUri(name: string): string {
  return `${PACK_SCHEME}${name}.fence`;
}

function packName(uri: string): string {
  return uri.slice(PACK_SCHEME.length, -'.fence'.length);
}

function noSuchPack(name: string, packs: PackSource): FileProblem {
  return { path: name, what: `there is no such pack or folder; the packs are ${packs.names().join(', ')}` };
}
