import type { NotificationOf, RequestOf } from './message';

/** Runs the rules over the traces now and answers when that is done. Cancelling the request cancels the run. */
export const replayRequest: RequestOf<ReplayParams, ReplayState> = { method: 'ringfence/replay' };

export interface ReplayParams {
  /** Read every trace file again, even those that look unchanged. */
  readonly reload?: boolean;
}

/** Answers with the state as it is. */
export const replayStateRequest: RequestOf<Record<string, never>, ReplayState> = { method: 'ringfence/replayState' };

/** Sent whenever the state changes; findings and inputs are worth asking for again when `revision` has grown. */
export const replayStateNotification: NotificationOf<ReplayState> = { method: 'ringfence/didChangeReplayState' };

export interface ReplayState {
  /** `empty`: there is nothing to run, as rules or traces are missing; `message` says what. */
  readonly phase: 'idle' | 'running' | 'done' | 'cancelled' | 'failed' | 'empty';
  /** One sentence for people: what is being done, or what came out of it, or why it failed. */
  readonly message: string;
  /** Between 0 and 1 while running, null where that isn't known. */
  readonly progress: number | null;
  /** Grows by one with every new set of findings and inputs. */
  readonly revision: number;
  readonly totals: Totals;
}

/** Over every project of the workspace. */
export interface Totals extends Counts {
  readonly rules: number;
  /** Rule files with an error: their rules may not have run. */
  readonly brokenFiles: number;
  readonly files: number;
  readonly traces: number;
  readonly spans: number;
  readonly problems: number;
  /** Traces of which a part is missing, so that absence in them is no evidence. */
  readonly incomplete: number;
  readonly vacuous: number;
}

/** How many subjects of which verdict; checked = held + violated + unproven + exempted. */
export interface Counts {
  readonly checked: number;
  readonly held: number;
  readonly violated: number;
  readonly unproven: number;
  readonly exempted: number;
  readonly indeterminate: number;
  readonly unkeyed: number;
}
