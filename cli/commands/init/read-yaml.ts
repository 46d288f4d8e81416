import { type Document, isNode, parseDocument } from 'yaml';
import { LineIndex } from '../../../language';
import type { ShownDiagnostic } from '../../report/check-result';

/** As much as `load` reads. */
const MAX_LENGTH = 10_000_000;
/** A document of a few lines can stand for gigabytes: aliases beyond this many are refused, as by `load`. */
const MAX_ALIASES = 1_000;

/** A YAML text with places in it; `document` is null where it can't be read, and `diagnostics` say why. */
export interface YamlText {
  readonly document: Document.Parsed | null;
  readonly diagnostics: readonly ShownDiagnostic[];
  /** A diagnostic at a node, or about the whole file where there is none. */
  at(severity: 'error' | 'warning', code: string, node: unknown, message: string): ShownDiagnostic;
}

/** Reads YAML 1.2 as `load` will: what that refuses, this refuses, and says where. */
export function readYamlText(path: string, text: string): YamlText {
  const lines = new LineIndex(text);
  const place = (start: number, end: number) => {
    const { line, column } = lines.position(start);
    return { line, column, length: end - start, text: text.slice(start - column + 1).split(/\r?\n/, 1)[0] ?? '' };
  };
  const at: YamlText['at'] = (severity, code, node, message) => {
    const range = isNode(node) ? node.range : null;
    return { path, severity, code, message, place: range ? place(range[0], range[1]) : null };
  };
  const refuse = (message: string, start?: number, end?: number): YamlText => {
    const where = start === undefined ? null : place(start, end ?? start + 1);
    return { document: null, diagnostics: [{ path, severity: 'error', code: 'yaml', message, place: where }], at };
  };
  if (text.length > MAX_LENGTH) return refuse(`This is larger than ${MAX_LENGTH / 1_000_000} MB.`);
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: true });
    const [error] = document.errors;
    if (error) return refuse(sentence(error.message), error.pos[0], error.pos[1]);
    document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
    return { document, diagnostics: [], at };
  } catch (error) {
    // nesting beyond the stack, and aliases beyond the limit
    return refuse(sentence(error instanceof Error ? error.message : String(error)));
  }
}

function sentence(message: string): string {
  return `This can’t be read as YAML: ${message.replace(/\.$/, '')}.`;
}
