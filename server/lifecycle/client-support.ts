import type { InitializeParams } from 'vscode-languageserver';

/** What the client can do, of what matters here. */
export interface ClientSupport {
  readonly configuration: boolean;
  readonly workDoneProgress: boolean;
  readonly watchedFiles: boolean;
  readonly dynamicHover: boolean;
  readonly textDocumentContent: boolean;
  readonly relatedInformation: boolean;
  readonly workspaceFolders: boolean;
  readonly snippets: boolean;
}

export function clientSupport({ capabilities }: InitializeParams): ClientSupport {
  const { workspace, window, textDocument } = capabilities;
  return {
    configuration: workspace?.configuration === true,
    workDoneProgress: window?.workDoneProgress === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    dynamicHover: textDocument?.hover?.dynamicRegistration === true,
    textDocumentContent: workspace?.textDocumentContent !== undefined,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
  };
}
