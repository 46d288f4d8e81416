import { commands, type Disposable } from 'vscode';
import type { ReplayState } from '../protocol';
import type { Replay } from './replay';

/** Keeps the context keys that the manifest's `when` clauses ask for; `ringfence.groupBy` is the view's own. */
export function keepContexts(replay: Replay): Disposable {
  set(replay.state);
  return replay.onDidChangeState(set);
}

function set({ phase, summary }: ReplayState): void {
  const keys = {
    'ringfence.phase': summary || phase !== 'idle' ? phase : 'starting',
    'ringfence.hasRules': (summary?.rules ?? 0) > 0,
    'ringfence.hasTraces': (summary?.traces ?? 0) > 0,
  };
  for (const [key, value] of Object.entries(keys)) void commands.executeCommand('setContext', key, value);
}
