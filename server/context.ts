import type { Connection } from 'vscode-languageserver';
import type { PackSource } from '../language';

import type { DiagnosticPublisher } from './diagnostics/publisher';
import type { ClientSupport } from './lifecycle/client-support';
import type { Lifecycle } from './lifecycle/lifecycle';
import type { Log } from './lifecycle/log';
import type { SettingsHolder } from './lifecycle/settings';
import type { ReplayController } from './replay/controller';
import type { WorkerHost } from './replay/worker-host';
import type { RuleDocuments } from './workspace/rule-documents';
import type { Workspace } from './workspace/workspace';

/** What the composition root knows and passes inwards. */
export interface Installation {
  readonly packs: PackSource;
  /** Path of the bundle that replays run in. */
  readonly replayWorker: string;
}

/** What a feature may use. Each feature is a function that registers its handlers here. */
export interface ServerContext {
  readonly connection: Connection;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly client: ClientSupport;
  readonly documents: RuleDocuments;
  readonly workspace: Workspace;
  readonly publisher: DiagnosticPublisher;
  readonly replay: ReplayController;
  readonly replayWorker: () => WorkerHost;
  readonly packs: PackSource;
  readonly settings: SettingsHolder;
}
