import type { CompiledRules } from '../workspace/rule-project';

/** One replay of the whole workspace, from its start to its end. */
export class Run {
  readonly flag = new SharedArrayBuffer(4);
  stage: 'reading' | 'judging' = 'reading';
  /** What it judges, by the project's folder, as far as it got. */
  readonly rules = new Map<string, CompiledRules>();
  /** Stopped by the user, rather than by a newer replay. */
  stoppedByUser = false;

  get cancelled(): boolean {
    return Atomics.load(new Int32Array(this.flag), 0) === 1;
  }

  cancel(byUser: boolean): void {
    if (!this.cancelled) this.stoppedByUser = byUser;
    Atomics.store(new Int32Array(this.flag), 0, 1);
  }
}
