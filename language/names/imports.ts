import { URI, UriUtils } from 'langium';
import type { Import } from '../generated/ast';
import { type PackSource, packUri } from '../pack-source';
import { parseRuleFile } from '../parse/parse-rule-file';
import type { RuleFile } from '../rule-file';
import { stringText } from '../syntax/string-literal';
import { createScope, type FileScope } from './declarations';

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
  readonly #scopes = new Map<string, FileScope>();
  readonly #packs: PackSource;
  readonly #load: LoadImport;

  readonly #parsed: Map<string, RuleFile>;

  /** `parsed` keeps what imports brought in, so that the same text is the same file the next time. */
  constructor(files: readonly RuleFile[], packs: PackSource, load: LoadImport, parsed = new Map<string, RuleFile>()) {
    this.#packs = packs;
    this.#parsed = parsed;
    this.#load = load;
    for (const file of files) this.#scopes.set(file.uri, createScope(file));
    for (const file of files) this.#link(this.#scopes.get(file.uri)!);
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
    return this.#scope(packUri(STD), () => this.#packs.read(STD));
  }

  #link(scope: FileScope): void {
    if (scope.file.uri !== packUri(STD)) scope.std = this.std;
    const imports: FileScope[] = [];
    for (const node of scope.file.ast.imports) {
      const path = stringText(node.path ?? '""');
      const target = this.#target(scope.file.uri, path);
      if (!target) this.missing.push({ scope, node, path });
      else if (target !== scope && target !== scope.std) imports.push(target);
    }
    scope.imports = imports;
  }

  #target(from: string, path: string): FileScope | null {
    if (!path.startsWith('.')) return this.#scope(packUri(path), () => this.#packs.read(path));
    const uri = UriUtils.joinPath(UriUtils.dirname(URI.parse(from)), path).toString();
    return this.#scope(uri, () => this.#load(uri));
  }

  #scope(uri: string, read: () => string | undefined): FileScope | null {
    const linked = this.#scopes.get(uri);
    if (linked) return linked;
    const text = read();
    if (text === undefined) return null;
    const known = this.#parsed.get(uri);
    const file = known?.text === text ? known : parseRuleFile(uri, text);
    this.#parsed.set(uri, file);
    const scope = createScope(file);
    this.#scopes.set(uri, scope);
    this.#link(scope);
    return scope;
  }
}
