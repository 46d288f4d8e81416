import { URI, UriUtils } from 'langium';
import type { Import } from '../generated/ast';
import { type PackSource, packFiles, packName, packUri } from '../pack-source';
import { parseRuleFile } from '../parse/parse-rule-file';
import type { RuleFile } from '../rule-file';
import { stringText } from '../syntax/string-literal';
import { createScope, type FileScope } from './declarations';
import { type Replacement, replaceInPacks } from './replacements';

export const STD = 'std/otel';

/** Reads a rule file that an import names and no caller gave; undefined if it can't be read. */
export type LoadImport = (uri: string) => string | undefined;

/** An import that leads nowhere. */
export interface MissingImport {
  readonly scope: FileScope;
  readonly node: Import;
  readonly path: string;
}

/** The scopes of all files and of what they import, linked; each file is parsed once, circles are fine. */
export class ScopeGraph {
  readonly missing: MissingImport[] = [];
  /** What the project declares in place of declarations of packs. */
  readonly replacements: readonly Replacement[];
  readonly #scopes = new Map<string, FileScope>();
  readonly #unlinked: FileScope[] = [];
  readonly #packs: PackSource;
  readonly #load: LoadImport;

  readonly #parsed: Map<string, RuleFile>;

  /** `parsed` keeps what imports brought in, so that the same text is the same file the next time. */
  constructor(files: readonly RuleFile[], packs: PackSource, load: LoadImport, parsed = new Map<string, RuleFile>()) {
    this.#packs = packs;
    this.#parsed = parsed;
    this.#load = load;
    for (const file of files) this.#scopes.set(file.uri, createScope(file));
    this.#unlinked.push(...this.#scopes.values());
    this.#linkAll();
    this.replacements = replaceInPacks([...this.#scopes.values()]);
  }

  /** Gives `tenant_id` as packs declare it these attributes to begin with. */
  nameTenant(attributes: readonly string[]): void {
    for (const scope of [this.std, ...this.#scopes.values()])
      if (scope && packName(scope.file.uri) !== undefined) scope.tenant = attributes;
  }

  of(file: RuleFile): FileScope {
    return this.#scopes.get(file.uri)!;
  }

  /** Every file of the graph. */
  files(): ReadonlySet<RuleFile> {
    return new Set([...this.#scopes.values()].map((scope) => scope.file));
  }

  /** Files that only imports brought in. */
  imported(files: readonly RuleFile[]): FileScope[] {
    const given = new Set(files.map((file) => file.uri));
    return [...this.#scopes.values()].filter((scope) => !given.has(scope.file.uri));
  }

  get std(): FileScope | null {
    const std = this.#pack(STD);
    this.#linkAll();
    return std;
  }

  /** One after the other: files may import each other in a chain of any length. */
  #linkAll(): void {
    for (let scope = this.#unlinked.pop(); scope; scope = this.#unlinked.pop()) this.#link(scope);
  }

  #link(scope: FileScope): void {
    if (scope.file.uri !== packUri(STD)) scope.std = this.#pack(STD);
    const imports: FileScope[] = [];
    for (const node of scope.file.ast.imports) {
      const path = stringText(node.path ?? '""');
      const targets = this.#targets(scope.file.uri, path);
      if (targets.length === 0) this.missing.push({ scope, node, path });
      for (const target of targets) if (target !== scope && target !== scope.std) imports.push(target);
      if (scope.std && targets.includes(scope.std)) scope.importsStd = true;
    }
    scope.imports = imports;
  }

  #targets(from: string, path: string): FileScope[] {
    const found = path.startsWith('.')
      ? [this.#beside(from, path)]
      : packFiles(this.#packs, path).map((name) => this.#pack(name));
    return found.filter((scope) => scope !== null);
  }

  #beside(from: string, path: string): FileScope | null {
    const uri = UriUtils.joinPath(UriUtils.dirname(URI.parse(from)), path).toString();
    const pack = packName(uri);
    return pack === undefined ? this.#scope(uri, () => this.#load(uri)) : this.#pack(pack);
  }

  #pack(name: string): FileScope | null {
    return this.#scope(packUri(name), () => this.#packs.read(name));
  }

  #scope(uri: string, read: () => string | undefined): FileScope | null {
    const linked = this.#scopes.get(uri);
    if (linked) return linked;
    const text = read();
    if (text === undefined) return null;
    const parsed = packName(uri) === undefined ? this.#parsed : parsedPacks(this.#packs);
    const known = parsed.get(uri);
    const file = known?.text === text ? known : parseRuleFile(uri, text);
    parsed.set(uri, file);
    const scope = createScope(file);
    this.#scopes.set(uri, scope);
    this.#unlinked.push(scope);
    return scope;
  }
}

const PARSED_PACKS = new WeakMap<PackSource, Map<string, RuleFile>>();

/** What a source's packs were parsed to, whoever asked: they are the same for every project. */
function parsedPacks(packs: PackSource): Map<string, RuleFile> {
  const known = PARSED_PACKS.get(packs) ?? new Map<string, RuleFile>();
  PARSED_PACKS.set(packs, known);
  return known;
}
