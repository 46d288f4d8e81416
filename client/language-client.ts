import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import {
  type ConfigurationParams,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { SETTINGS_SECTION, SPAN_SCHEME } from '../protocol';
import { readSettings } from './settings';

/** The language server as a child process; not started yet. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
  return new LanguageClient('ringfence', 'Ringfence', server, options(log));
}

function options(log: LogOutputChannel): LanguageClientOptions {
  return {
    // span documents too, so that the server hears when one is closed and takes its verdicts back
    documentSelector: [{ language: 'ringfence' }, { pattern: '**/ringfence.json' }, { scheme: SPAN_SCHEME }],
    diagnosticCollectionName: 'ringfence',
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Hovers quote attribute values: no HTML, no command links.
    markdown: { isTrusted: false, supportHtml: false },
    middleware: { workspace: { configuration: (params) => configuration(params) } },
  };
}

function configuration({ items }: ConfigurationParams): unknown[] {
  return items.map(({ section, scopeUri }) =>
    section === SETTINGS_SECTION ? readSettings(scopeUri ? Uri.parse(scopeUri) : undefined) : null,
  );
}
