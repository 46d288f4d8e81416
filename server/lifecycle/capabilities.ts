import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { PACK_SCHEME, SPAN_SCHEME } from '../../protocol';
import { SEMANTIC_TOKENS_LEGEND } from '../structure/semantic-tokens';

/** What the client is told that this server does. Diagnostics are pushed. */
export function capabilities(): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: { triggerCharacters: ['.', '"', '{', ':', '`', '='] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    documentFormattingProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
    semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      textDocumentContent: { schemes: [PACK_SCHEME, SPAN_SCHEME] },
    },
  };
}
