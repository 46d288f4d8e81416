import type { Plan, RulePlan } from '../../plan/plan';
import type { Finding, Verdict } from '../../report';
import type { Condition } from '../condition/condition';
import { describe } from '../finding/describe';
import { GroupDomain } from '../group/domain';
import type { Occurrence } from '../occurrence';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { Coverage } from './coverage';
import { type Exemption, exemptionsOf } from './exemption';
import { exercisingTraces, isAlwaysExercised } from './exercised';
import { type ListedOutcome, type MadeObligation, type Outcome, verdictOf } from './outcome';
import { resourcesOf } from './services';
import { RuleTally } from './tally';

/** A subject that is to be counted, in the frame and scope that it was just judged in. */
export interface SubjectAtHand {
  readonly kind: 'trace' | 'occurrence' | 'group';
  /** The occurrence bound by `each`; -1 without. */
  readonly occurrence: Occurrence;
  /** Nanoseconds since the epoch. */
  readonly window: { readonly start: bigint; readonly end: bigint } | null;
  /** Where the first window of a run begins; no two runs of a group have it in common. */
  readonly firstWindow: bigint | null;
  /** Whether the window begins before the earliest span. */
  readonly cut: boolean;
}

/** One rule, made executable, and what it found so far. */
export class RuleJudge {
  readonly tally = new RuleTally();
  readonly findings: Finding[] = [];
  private readonly listed = new Map<Verdict, number>();
  readonly scope: Scope;
  readonly group: GroupDomain | null;
  /** 1 for each resource that may trigger; null for all. */
  readonly resources: Uint8Array | null;
  /** What the trigger is read in: searches there find the rule's services only. */
  readonly triggerScope: Scope;
  readonly obligations: readonly MadeObligation[];
  /** 1 for each trace that exercises; null for all. */
  readonly exercisingTraces: Uint8Array | null;
  readonly exemptions: readonly Exemption[];
  readonly coverage: Coverage | null;
  readonly trigger: Condition | null;

  constructor(
    readonly rule: RulePlan,
    readonly run: Run,
  ) {
    this.scope = run.scope();
    this.group = rule.group === null ? null : new GroupDomain(rule.group, this.scope);
    this.scope.subject.group = this.group;
    this.tally.unkeyed = this.group?.unkeyed ?? 0;
    this.resources = resourcesOf(rule.services, run);
    const restricted = this.resources !== null && rule.each === null;
    this.triggerScope = restricted ? this.scope.restrictedTo(this.resources!) : this.scope;
    this.coverage = run.options.coverage ? new Coverage(rule) : null;
    for (const scope of [this.scope, this.triggerScope]) scope.watch = this.coverage?.watch ?? null;
    this.trigger = rule.trigger === null ? null : this.triggerScope.condition(rule.trigger);
    this.obligations = rule.obligations.map((plan) => ({ plan, condition: this.scope.condition(plan.condition) }));
    this.exemptions = exemptionsOf(rule, run);
    this.exercisingTraces = isAlwaysExercised(rule) ? null : exercisingTraces(rule, run);
  }

  get plan(): Plan {
    return this.run.plan;
  }

  get assumesComplete(): boolean {
    return this.run.options.assumeComplete === true;
  }

  /** Judges the subject that frame and scope hold. `match` is how sure the occurrence of `each` is one. */
  outcome(match: 0 | 1 | 2, cut: boolean, incomplete: boolean): Outcome {
    if (match === 0) return 'not applicable';
    const { subject } = this.scope;
    subject.open = cut;
    const triggered = this.trigger === null ? match : Math.min(this.trigger(), match);
    if (triggered === 0) return 'not applicable';
    if (triggered === 1) return 'indeterminate';
    subject.open = cut || incomplete;
    return verdictOf(this.obligations);
  }

  /** Counts a subject that did not hold, and lists it unless as many as are wanted are listed. */
  list(outcome: ListedOutcome, exercised: boolean, at: SubjectAtHand): void {
    if (!this.wants(outcome)) {
      this.tally.count(outcome, exercised);
      return;
    }
    const finding = this.describe(outcome, at);
    this.tally.count(finding.verdict, exercised);
    this.add(finding);
  }

  describe(outcome: ListedOutcome, at: SubjectAtHand): Finding {
    const work = (): Finding => describe(this, outcome, at);
    return this.coverage === null ? work() : this.coverage.unrecorded(work);
  }

  /** Whether somebody looks at a subject with this outcome: whether it is exempted shows only once it is described. */
  wants(outcome: ListedOutcome): boolean {
    return this.exemptions.length > 0 || this.lists(outcome);
  }

  private lists(verdict: Verdict): boolean {
    return (this.listed.get(verdict) ?? 0) < (this.run.options.mostListed ?? Number.POSITIVE_INFINITY);
  }

  /** Lists a finding that is counted, unless as many of its verdict as are wanted are listed. */
  add(finding: Finding): void {
    if (!this.lists(finding.verdict)) return;
    this.listed.set(finding.verdict, (this.listed.get(finding.verdict) ?? 0) + 1);
    this.findings.push(finding);
  }
}
