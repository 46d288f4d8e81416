import type { SignalId } from '../../plan/signal';
import type { Run } from '../run';
import { findMembers } from './find-members';
import type { Members } from './members';

/** The signals' members, each found when it is first asked for. */
export class Signals {
  private readonly found: (Members | undefined)[] = [];
  private readonly finding = new Set<SignalId>();

  constructor(private readonly run: Run) {}

  /** @throws Error for a signal that reaches itself, which no compiler lets pass. */
  members(signal: SignalId): Members {
    const known = this.found[signal];
    if (known) return known;
    const plan = this.run.plan.signals[signal];
    if (plan === undefined || this.finding.has(signal)) throw new Error(`No signal ${signal}, or it reaches itself`);
    this.finding.add(signal);
    const members = findMembers(plan, this.run);
    this.finding.delete(signal);
    this.found[signal] = members;
    return members;
  }
}
