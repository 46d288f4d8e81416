import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatRuleFile } from '../../language';
import type { ServerContext } from '../context';
import { canonicalUri } from '../workspace/uris';

/** Prints a rule file in the one layout there is; a file that doesn't parse stays as it is. */
export function registerFormatting({ connection, documents, workspace }: ServerContext): void {
  connection.onDocumentFormatting(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const before = document.getText();
    const result = formatRuleFile(before, canonicalUri(document.uri), { names: workspace.names });
    if ('text' in result) return result.text === before ? [] : [changedMiddle(document, before, result.text)];
    // a syntax error is shown where it is; only a refusal that nothing else tells is worth a message
    const refusal = result.diagnostics.find(({ code }) => code === 'layout-changes-meaning');
    if (refusal) connection.window.showWarningMessage(refusal.message);
    return [];
  });
}

/** One edit of what differs, so that cursors and folds above and below stay where they are. */
function changedMiddle(document: TextDocument, before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  while (start > 0 && joins(before, start)) start--;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (tail > 0 && (joins(before, before.length - tail) || joins(after, after.length - tail))) tail--;
  const range = { start: document.positionAt(start), end: document.positionAt(before.length - tail) };
  return { range, newText: after.slice(start, after.length - tail) };
}

/** Whether an offset is inside of a line break or a character, where an edit can't begin or end. */
function joins(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return pair === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}
