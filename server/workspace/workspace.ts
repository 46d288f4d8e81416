import { dirname } from 'node:path';
import { glob } from 'tinyglobby';
import type { FileScope, NameSource, PackSource } from '../../language';
import { loadText, openProject, SETTINGS_FILE } from '../../project';
import type { RuleDocuments } from './rule-documents';
import { RuleProject } from './rule-project';
import { canonicalUri, isInside, pathOf } from './uris';

/** The projects of the editor's folders, and of rule files that were opened on their own. */
export class Workspace {
  #projects: readonly RuleProject[] = [];
  #loading: Promise<void> = Promise.resolve();
  readonly #loadedOnce = Promise.withResolvers<void>();

  /** @param folders absolute paths; the array may change between reloads */
  constructor(
    private readonly folders: string[],
    private readonly packs: PackSource,
    private readonly documents: RuleDocuments,
  ) {}

  get projects(): readonly RuleProject[] {
    return this.#projects;
  }

  /** Where names come from that a file alone doesn't declare: as the editor has it. */
  get names(): NameSource {
    return { packs: this.packs, loadImport: (uri) => this.documents.get(uri)?.getText() ?? loadText(uri) };
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const kept = this.folders.filter((folder) => !removed.includes(folder));
    this.folders.splice(0, this.folders.length, ...new Set([...kept, ...added]));
  }

  /** Reads settings and rule files anew. Reloads follow one another, so the last one called has the last word. */
  reload(): Promise<void> {
    const next = this.#loading.catch(() => undefined).then(() => this.#load());
    this.#loading = next;
    void next.finally(() => this.#loadedOnce.resolve()).catch(() => undefined);
    return next;
  }

  /** Waits for the first reload and for the one under way, however they end. */
  async ready(): Promise<void> {
    await this.#loadedOnce.promise;
    await this.#loading.catch(() => undefined);
  }

  /** The project that a rule file belongs to. */
  projectOf(uri: string): RuleProject | undefined {
    const wanted = canonicalUri(uri);
    return this.#projects.find((project) => project.ruleUris().includes(wanted));
  }

  /** What names mean in a rule file, in the text as it is now. */
  scopeOf(uri: string): FileScope | undefined {
    const compiled = this.projectOf(uri)?.compile();
    const file = compiled?.files.find((one) => one.uri === canonicalUri(uri));
    return compiled && file ? compiled.scopes.of(file) : this.#scopeOfImported(uri);
  }

  /** A pack, or a file that no project has and an import brought in. */
  #scopeOfImported(uri: string): FileScope | undefined {
    for (const project of this.#projects) {
      const { files, scopes } = project.compile();
      const found = scopes.imported(files).find(({ file }) => file.uri === uri);
      if (found) return found;
    }
    return undefined;
  }

  /** The innermost project around a path. */
  projectAround(path: string): RuleProject | undefined {
    const around = this.#projects.filter((project) => project.alone === null && isInside(project.folder, path));
    return around.sort((a, b) => b.folder.length - a.folder.length)[0];
  }

  async #load(): Promise<void> {
    const roots = await this.#roots();
    const opened = roots.map((root) => RuleProject.open(root, roots, this.packs, this.documents));
    const projects = await Promise.all(opened);
    const taken = new Set(projects.flatMap((project) => project.ruleUris()));
    const alone = this.documents.all().map(({ uri }) => canonicalUri(uri));
    const own = alone.filter((uri) => !taken.has(uri) && !uri.startsWith('ringfence-'));
    const documents = own.map((uri) => RuleProject.ofDocument(uri, this.packs, this.documents));
    this.#projects = [...projects, ...(await Promise.all(documents))];
    this.documents.keepOnly(new Set([...taken, ...alone]));
  }

  /** Folders of projects: each folder of the editor, and those below and above that have settings of their own. */
  async #roots(): Promise<string[]> {
    const roots = new Set<string>();
    for (const folder of this.folders) {
      roots.add((await openProject(folder)).folder);
      for (const settings of await settingsFilesIn(folder)) roots.add(dirname(settings));
    }
    for (const { uri } of this.documents.all()) {
      const path = pathOf(uri);
      const project = path === undefined ? undefined : await openProject(dirname(path));
      if (project?.settingsPath) roots.add(project.folder);
    }
    return [...roots].sort();
  }
}

/** Absolute paths; folders that can't be read have none. */
async function settingsFilesIn(folder: string): Promise<string[]> {
  return await glob(`**/${SETTINGS_FILE}`, { cwd: folder, absolute: true, ignore: '**/node_modules/**' });
}
