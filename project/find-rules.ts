import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { URI } from 'vscode-uri';
import { isRulePack, type PackSource, packFiles, packName, packTests, packUri } from '../language';
import { type FileProblem, fileProblem, isMissing } from './file-problem';
import { listFolder } from './list-folder';
import { fileUri, withoutMark } from './rule-text';

/** A rule file's text; packs have a `ringfence-pack:` URI. */
export interface RuleText {
  readonly uri: string;
  readonly text: string;
}

export interface FoundRules {
  /** In the order of their URIs, each once. */
  readonly files: readonly RuleText[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads the rule files that `names` stand for: files, folders, globs, `pack/NAME`. In folders and globs these are `.fence`
 * files and those YAML files that are rule packs; a file named outright is taken as it is.
 * Relative names start at `folder`. A name that gives nothing is a problem, as is a folder or file that can't be read.
 * A pack's tests come with it only where `tests` asks for them.
 */
export async function findRules(
  folder: string,
  names: readonly string[],
  packs: PackSource,
  { tests = false }: { readonly tests?: boolean } = {},
): Promise<FoundRules> {
  const uris = new Set<string>();
  const named = new Set<string>();
  const problems: FileProblem[] = [];
  for (const name of names) await addNamed(name);
  const files: RuleText[] = [];
  for (const uri of [...uris].sort()) await read(uri);
  return { files, problems };

  async function addNamed(name: string): Promise<void> {
    const fromPacks = [...packFiles(packs, name), ...(tests ? packTests(packs, name) : [])];
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
    const uri = fileUri(path);
    uris.add(uri);
    named.add(uri);
  }

  async function addFolder(path: string): Promise<void> {
    const listed = await listFolder(path, (name) => name.endsWith('.fence') || isYaml(name));
    problems.push(...listed.problems);
    for (const file of listed.files) uris.add(fileUri(file));
  }

  async function addGlob(pattern: string): Promise<void> {
    const found = await glob(pattern, {
      cwd: folder,
      absolute: true,
      ignore: '**/node_modules/**',
      expandDirectories: false,
    });
    for (const path of found) uris.add(fileUri(path));
    if (found.length === 0) problems.push({ path: pattern, what: 'no file matches this pattern' });
  }

  async function read(uri: string): Promise<void> {
    const pack = packName(uri);
    if (pack !== undefined) {
      const text = packs.read(pack);
      if (text !== undefined) files.push({ uri, text });
      return;
    }
    const path = URI.parse(uri).fsPath;
    try {
      const text = withoutMark(await readFile(path, 'utf8'));
      if (named.has(uri) || !isYaml(path) || isRulePack(text)) files.push({ uri, text });
    } catch (error) {
      problems.push(fileProblem(path, error));
    }
  }
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function noSuchPack(name: string, packs: PackSource): FileProblem {
  return { path: name, what: `there is no such pack or folder; the packs are ${packs.names().join(', ')}` };
}
