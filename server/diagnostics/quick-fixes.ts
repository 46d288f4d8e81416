import { type CodeAction, CodeActionKind, type CodeActionParams, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Fix } from '../../language';
import type { ServerContext } from '../context';
import { canonicalUri } from '../workspace/uris';

/** Offers the fixes that diagnostics in the asked range carry. */
export function registerQuickFixes(context: ServerContext): void {
  context.connection.onCodeAction((params) => quickFixes(context, params));
}

function quickFixes(
  { documents, workspace }: ServerContext,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] {
  const document = documents.get(textDocument.uri);
  const uri = canonicalUri(textDocument.uri);
  const diagnostics = workspace.projectOf(uri)?.compile().diagnostics ?? [];
  if (!document) return [];
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const touched = diagnostics.filter((one) => one.uri === uri && one.start <= to && from <= one.end);
  return touched.flatMap((one) =>
    one.fixes.map((fix, index) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      isPreferred: index === 0,
      diagnostics: context.diagnostics.filter((shown) => shown.code === one.code && shown.message === one.message),
      edit: { changes: { [textDocument.uri]: editsOf(fix, document) } },
    })),
  );
}

function editsOf(fix: Fix, document: TextDocument): TextEdit[] {
  return fix.edits.map(({ start, end, newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
}
