import { readFileSync } from 'node:fs';
import { URI } from 'vscode-uri';
import { packName } from '../language';

/** A file's URI, spelt as VS Code and the language spell it. */
export function fileUri(path: string): string {
  return URI.file(path).toString();
}

/** The path of a `file:` URI; a pack's URI as it is. */
export function pathOfUri(uri: string): string {
  return packName(uri) === undefined ? URI.parse(uri).fsPath : uri;
}

/** Editors count offsets from behind a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Reads what `import "./x.fence"` or `load("x.yaml")` names; undefined where it can't be read, which the language reports there. */
export const loadText = (uri: string): string | undefined => {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return withoutMark(readFileSync(URI.parse(uri).fsPath, 'utf8'));
  } catch {
    return undefined;
  }
};
