import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseRuleFile, type RuleFile } from '../../language';
import { canonicalUri } from './uris';

/** The rule files that are open in the editor, and the parse of each text that was asked for lately. */
export class RuleDocuments {
  readonly events = new TextDocuments(TextDocument);
  readonly #parsed = new Map<string, RuleFile>();

  listen(connection: Connection): void {
    this.events.listen(connection);
  }

  get(uri: string): TextDocument | undefined {
    const exact = this.events.get(uri);
    return exact && isRules(exact)
      ? exact
      : this.all().find((document) => canonicalUri(document.uri) === canonicalUri(uri));
  }

  all(): TextDocument[] {
    return this.events.all().filter(isRules);
  }

  /** The file as the editor has it; its offsets are those of the open document. */
  parsed(uri: string): { document: TextDocument; file: RuleFile } | undefined {
    const document = this.get(uri);
    return document && { document, file: this.parse(canonicalUri(document.uri), document.getText()) };
  }

  /** Parses a text, or gives back the parse of the same text. */
  parse(uri: string, text: string): RuleFile {
    const before = this.#parsed.get(uri);
    if (before?.text === text) return before;
    const file = parseRuleFile(uri, text);
    this.#parsed.set(uri, file);
    return file;
  }

  /** Forgets the parses of files that are gone. */
  keepOnly(uris: ReadonlySet<string>): void {
    for (const uri of this.#parsed.keys()) if (!uris.has(uri)) this.#parsed.delete(uri);
  }
}

/** Clients also open settings files and span documents here. */
export function isRules({ languageId, uri }: TextDocument): boolean {
  return languageId === 'ringfence' || uri.endsWith('.fence');
}
