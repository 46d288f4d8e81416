import { NotificationType, NotificationType0, RequestType0 } from 'vscode-jsonrpc';

/**
 * Judges every project of the workspace again, reading all traces anew. Answered when the verdicts are there; a replay
 * that is replaced by a newer one, cancelled or failed is answered too: its end is told by `ReplayState`.
 */
export const ReplayRequest = new RequestType0<void, void>('ringfence/replay');

/** Stops the replay under way; verdicts of the last finished one stay. */
export const CancelReplayNotification = new NotificationType0('ringfence/cancelReplay');

/** Sent on every change, at most some ten times a second. */
export const ReplayStateNotification = new NotificationType<ReplayState>('ringfence/replayState');

export interface ReplayState {
  readonly phase: 'idle' | 'running' | 'cancelled' | 'failed';
  /** While running: what is being done, for instance `reading breach.jsonl`; failed: why. */
  readonly message: string | null;
  /** While running and known: 0 to 1. */
  readonly progress: number | null;
  /** Changes when findings or inputs did: ask for them again. */
  readonly revision: number;
  /** Of the last finished replay, all projects together; null before the first. */
  readonly summary: ReplaySummary | null;
}

/** Numbers of subjects, rules, traces and spans; never shown as "proven" unless what is missing is all 0. */
export interface ReplaySummary {
  readonly rules: number;
  readonly traces: number;
  readonly spans: number;
  readonly checked: number;
  readonly held: number;
  readonly violated: number;
  readonly unproven: number;
  readonly exempted: number;
  readonly indeterminate: number;
  readonly unkeyed: number;
  readonly incomplete: number;
  readonly vacuous: readonly string[];
  readonly unseen: readonly string[];
  /** Of rules and of trace files. */
  readonly problems: number;
}
