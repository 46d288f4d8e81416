import type { CancellationToken, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { CancelReplayNotification, ReplayRequest, type ReplayState, ReplayStateNotification } from '../../protocol';
import type { ServerContext } from '../context';

/** A replay shorter than this flashes no progress. */
const PROGRESS_AFTER_MS = 400;
/** The client hears of progress at most ten times a second. */
const PROGRESS_EVERY_MS = 100;

/** Replays on request, tells the client how far they are, and lets it stop them. */
export function registerReplay(context: ServerContext): void {
  const { connection, replay } = context;
  // without parameters the token comes first; a client that sends some all the same moves it
  connection.onRequest(ReplayRequest.method, async (...args: unknown[]) => {
    const token = args.at(-1) as CancellationToken;
    token.onCancellationRequested(() => replay.cancel());
    await replay.run('read');
  });
  connection.onNotification(CancelReplayNotification.method, () => replay.cancel());
  tellState(context);
  if (context.client.workDoneProgress) showProgress(context);
}

function tellState({ connection, replay }: ServerContext): void {
  let last: ReplayState | undefined;
  let sentAt = 0;
  replay.onDidChangeState((state) => {
    const onlyProgress = last?.phase === 'running' && state.phase === 'running';
    if (onlyProgress && Date.now() - sentAt < PROGRESS_EVERY_MS) return;
    last = state;
    sentAt = Date.now();
    void connection.sendNotification(ReplayStateNotification.method, state);
  });
}

/** The editor's own progress, which can be cancelled there. */
function showProgress({ connection, lifecycle, replay, log }: ServerContext): void {
  let waiting: NodeJS.Timeout | undefined;
  let shown: Promise<WorkDoneProgressServerReporter | undefined> | undefined;
  const begin = async () => {
    try {
      const progress = await connection.window.createWorkDoneProgress();
      progress.begin('Ringfence', 0, replay.state.message ?? undefined, true);
      progress.token.onCancellationRequested(() => replay.cancel());
      return progress;
    } catch (error) {
      log.error('The editor shows no progress', error);
      return undefined;
    }
  };
  const end = () => {
    clearTimeout(waiting);
    waiting = undefined;
    void shown?.then((progress) => progress?.done());
    shown = undefined;
  };
  replay.onDidChangeState(({ phase, message, progress }) => {
    if (phase !== 'running') return end();
    if (shown) return void shown.then((reporter) => reporter && report(reporter, message ?? '', progress));
    waiting ??= setTimeout(() => {
      shown = begin();
    }, PROGRESS_AFTER_MS);
  });
  lifecycle.onShutdown(end);
}

function report(reporter: WorkDoneProgressServerReporter, message: string, progress: number | null): void {
  if (progress === null) reporter.report(message);
  else reporter.report(Math.round(progress * 100), message);
}
