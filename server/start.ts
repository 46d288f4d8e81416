import type { Connection, InitializeParams } from 'vscode-languageserver';
import { DEFAULT_SETTINGS } from '../protocol';
import type { Installation, ServerContext } from './context';
import { DiagnosticPublisher } from './diagnostics/publisher';
import { registerFeatures } from './features/features';
import { capabilities } from './lifecycle/capabilities';
import { clientSupport } from './lifecycle/client-support';
import { Lifecycle } from './lifecycle/lifecycle';
import { connectionLog } from './lifecycle/log';
import { SettingsHolder } from './lifecycle/settings';
import { ReplayController } from './replay/controller';
import { WorkerHost } from './replay/worker-host';
import { RuleDocuments } from './workspace/rule-documents';
import { pathOf } from './workspace/uris';
import { Workspace } from './workspace/workspace';

/** Serves one client over a connection that is not listening yet. */
export function startServer(connection: Connection, installation: Installation): void {
  const documents = new RuleDocuments();
  connection.onInitialize((params) => {
    registerFeatures(createContext(connection, installation, documents, params));
    return { capabilities: capabilities(), serverInfo: { name: 'Ringfence' } };
  });
  documents.listen(connection);
  connection.listen();
}

function createContext(
  connection: Connection,
  { packs, replayWorker: bundle }: Installation,
  documents: RuleDocuments,
  params: InitializeParams,
): ServerContext {
  const log = connectionLog(connection);
  const client = clientSupport(params);
  const settings = new SettingsHolder(connection, client, DEFAULT_SETTINGS);
  const workspace = new Workspace(foldersOf(params), packs, documents);
  const worker = new WorkerHost(bundle, log, (progress) => replay.progress(progress));
  const replay = new ReplayController(
    workspace,
    () => worker,
    () => settings.current,
    log,
  );
  const publisher = new DiagnosticPublisher((uri, diagnostics) => {
    void connection.sendDiagnostics({ uri, diagnostics });
  });
  const lifecycle = new Lifecycle(connection);
  lifecycle.onShutdown(() => {
    replay.stop();
    return worker.stop();
  });
  return {
    connection,
    lifecycle,
    log,
    client,
    documents,
    workspace,
    publisher,
    replay,
    replayWorker: () => worker,
    packs,
    settings,
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.map(pathOf).filter((path) => path !== undefined);
}
