import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readingText, type TextEdit } from '../../language';
import type { ServerContext } from '../context';
import { plainRuleAt } from '../hover/reading';
import { canonicalUri } from '../workspace/uris';

/** Offers the fixes that diagnostics in the asked range carry, and to write a plain body out. */
export function registerCodeActions(context: ServerContext): void {
  context.connection.onCodeAction((params) => {
    const { only } = params.context;
    const actions = [...quickFixes(context, params), ...writeOutActions(context, params)];
    return only ? actions.filter(({ kind }) => only.some((wanted) => isKind(kind, wanted))) : actions;
  });
}

/** Whether a kind is another one or below it: `refactor.rewrite` is a `refactor`. */
function isKind(kind: string | undefined, wanted: string): boolean {
  return kind !== undefined && (wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
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
      edit: { changes: { [textDocument.uri]: lspEdits(fix.edits, document) } },
    })),
  );
}

/** Writes the plain body at the range out as the clauses that it is read as. */
function writeOutActions(
  { documents, workspace }: ServerContext,
  { textDocument, range }: CodeActionParams,
): CodeAction[] {
  const parsed = documents.parsed(textDocument.uri);
  const scope = workspace.scopeOf(textDocument.uri);
  if (!parsed || !scope) return [];
  const { document, file } = parsed;
  const rule = plainRuleAt(file, document.offsetAt(range.start));
  const body = rule?.plain?.$cstNode;
  const reading = rule && readingText(rule, scope);
  if (!body || !reading) return [];
  const newText = reading.replaceAll('\n', `\n${indentationAt(file.text, body.offset)}`);
  const edits = lspEdits([{ start: body.offset, end: body.end, newText }], document);
  return [
    {
      title: 'Write out as when/always',
      kind: CodeActionKind.RefactorRewrite,
      edit: { changes: { [textDocument.uri]: edits } },
    },
  ];
}

/** What further lines of a body begin with: as its first, or further in than a rule that begins on the same line. */
function indentationAt(text: string, offset: number): string {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indentation = /^[ \t]*/.exec(before)![0];
  return indentation === before ? indentation : `${indentation}  `;
}

function lspEdits(edits: readonly TextEdit[], document: TextDocument): LspTextEdit[] {
  return edits.map(({ start, end, newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
}
