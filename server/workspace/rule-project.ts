import { basename, dirname } from 'node:path';
import type { Plan } from '../../engine';
import {
  checkExpectations,
  type Diagnostic,
  LineIndex,
  NOTHING_OBSERVED,
  type Observed,
  type PackSource,
  ProjectCompiler,
  type RuleFile,
  type RuleTest,
  ScopeGraph,
} from '../../language';
import { type FoundRules, findRules, loadText, openProject, type Project } from '../../project';
import type { RuleDocuments } from './rule-documents';
import { canonicalUri, isInside, pathOf, uriOf } from './uris';

/** A project's rules as they are in the editor now, compiled. */
export interface CompiledRules {
  readonly plan: Plan;
  readonly files: readonly RuleFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Test blocks, by file, then place. */
  readonly tests: readonly RuleTest[];
  /** Lines of every text that diagnostics are about, by URI. */
  readonly lines: ReadonlyMap<string, LineIndex>;
  /** What each name means, in each file. */
  readonly scopes: ScopeGraph;
}

/** A folder whose rules see its traces: what is on disk, under what is open in the editor. */
export class RuleProject {
  readonly #compiler = new ProjectCompiler();
  #observed: Observed = NOTHING_OBSERVED;
  #compiled: { readonly texts: readonly string[]; readonly rules: CompiledRules } | undefined;

  private constructor(
    readonly project: Project,
    private readonly found: FoundRules,
    /** Folders of projects inside this one: what is in there is theirs. */
    readonly nested: readonly string[],
    /** The document of a file that was opened alone, outside of every folder: its rules are checked and see no traces. */
    readonly alone: string | null,
    private readonly packs: PackSource,
    private readonly documents: RuleDocuments,
  ) {}

  static async ofDocument(uri: string, packs: PackSource, documents: RuleDocuments): Promise<RuleProject> {
    const nothing = { files: [], problems: [], diagnostics: [] };
    const project = await openProject(dirname(pathOf(uri) ?? '.'));
    const own = { ...project, settings: { ...project.settings, rules: [], params: new Map<string, string>() } };
    return new RuleProject(own, nothing, [], uri, packs, documents);
  }

  static async open(
    folder: string,
    nested: readonly string[],
    packs: PackSource,
    documents: RuleDocuments,
  ): Promise<RuleProject> {
    const project = await openProject(folder);
    const named = project.settings.rules;
    const inner = nested.filter((other) => other !== project.folder && isInside(project.folder, other));
    const found = await findRules(project.folder, named ?? ['.'], packs);
    const kept = named ? found : { ...found, files: found.files.filter(({ uri }) => !isIn(inner, uri)) };
    return new RuleProject(project, kept, inner, null, packs, documents);
  }

  get folder(): string {
    return this.project.folder;
  }

  get name(): string {
    return basename(this.project.folder);
  }

  /** What could not be read of settings and rules, one sentence each. */
  get problems(): readonly { readonly path: string; readonly what: string }[] {
    return [...this.project.problems, ...this.found.problems];
  }

  /** URIs of its rule files, in order; those that are open and not yet on disk too. */
  ruleUris(): string[] {
    if (this.alone !== null) return [this.alone];
    const uris = new Set(this.found.files.map(({ uri }) => canonicalUri(uri)));
    if (!this.project.settings.rules) for (const uri of this.#openInside()) uris.add(uri);
    return [...uris].sort();
  }

  #openInside(): string[] {
    const open = this.documents.all().map(({ uri }) => canonicalUri(uri));
    return open.filter((uri) => {
      const path = pathOf(uri);
      if (!path?.endsWith('.fence')) return false;
      return isInside(this.folder, path) && !isIn(this.nested, uri);
    });
  }

  #files(): RuleFile[] {
    const onDisk = new Map(this.found.files.map(({ uri, text }) => [canonicalUri(uri), text]));
    return this.ruleUris().map((uri) =>
      this.documents.parse(uri, this.documents.get(uri)?.getText() ?? onDisk.get(uri) ?? ''),
    );
  }

  #lines(files: readonly RuleFile[]): Map<string, LineIndex> {
    const lines = new Map(files.map((file) => [file.uri, file.lines]));
    const { settingsPath, settingsText } = this.project;
    if (settingsPath !== null) lines.set(uriOf(settingsPath), new LineIndex(settingsText ?? ''));
    return lines;
  }

  /** Takes note of what the traces have: names are typed by it from the next compilation on. */
  observe(observed: Observed): void {
    if (observed === this.#observed) return;
    this.#observed = observed;
    this.#compiled = undefined;
  }

  /** Compiles what the editor has now; the same texts are compiled once. */
  compile(): CompiledRules {
    const files = this.#files();
    const texts = files.flatMap(({ uri, text }) => [uri, text]);
    if (this.#compiled && sameTexts(this.#compiled.texts, texts)) return this.#compiled.rules;
    const { packs } = this;
    const load = (uri: string) => this.documents.get(uri)?.getText() ?? loadText(uri);
    const { params, tenant } = this.project.settings;
    const { plan, tests, diagnostics } = this.#compiler.compile({
      files,
      packs,
      params,
      tenant,
      observed: this.#observed,
      loadImport: load,
      loadData: load,
    });
    // a file that was opened alone doesn't see the rules that its tests may be about
    const expected = this.alone === null ? checkExpectations(tests, files, plan.rules) : [];
    let scopes: ScopeGraph | undefined;
    const rules: CompiledRules = {
      plan,
      files,
      tests,
      diagnostics: [...diagnostics, ...expected, ...this.project.diagnostics],
      lines: this.#lines(files),
      get scopes() {
        scopes ??= new ScopeGraph(files, packs, load);
        return scopes;
      },
    };
    this.#compiled = { texts, rules };
    return rules;
  }
}

function isIn(folders: readonly string[], uri: string): boolean {
  const path = pathOf(uri);
  return path !== undefined && folders.some((folder) => isInside(folder, path));
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
