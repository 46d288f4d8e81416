import type { ExemptionPlan, Origin, Plan, RulePlan, SignalPlan } from '../../engine';

/** A plan without what the replay worker has of the one before: rules and signals are many, and one edit changes few. */
export interface PlanUpdate {
  /** Which table of signals it is about; the numbers of another one mean something else. */
  readonly table: number;
  /** How many signals are known; `signals` follow them. */
  readonly knownSignals: number;
  readonly signals: readonly SignalPlan[];
  /** All rules, in order. */
  readonly rules: readonly UpdatedRule[];
  readonly exemptions: readonly ExemptionPlan[];
  readonly tenant: Plan['tenant'];
  readonly tenantSlots: number;
}

export interface UpdatedRule {
  /** What it judges is equal for equal ids. */
  readonly id: number;
  readonly origin: Origin;
  /** null: it was in the update before. */
  readonly rule: RulePlan | null;
}

/** What the replay worker was told of a project's plans. */
export class PlanUpdates {
  readonly #ids = new Ids();
  #told = { table: 0, signals: 0, rules: new Set<number>() };

  /** What to tell of a plan, compared with the one that was asked for last. */
  next({ signals, rules, exemptions, tenant, tenantSlots }: Plan): PlanUpdate {
    // a compiler adds signals to its table, and begins another one when some would mean something else
    const table = this.#ids.of(signals);
    const before = table === this.#told.table ? this.#told : { signals: 0, rules: new Set<number>() };
    const updated = rules.map((rule): UpdatedRule => {
      // a rule that only moved is another object around the same parts
      const id = this.#ids.of(rule.obligations);
      return { id, origin: rule.origin, rule: before.rules.has(id) ? null : rule };
    });
    this.#told = { table, signals: signals.length, rules: new Set(updated.map(({ id }) => id)) };
    const knownSignals = before.signals;
    const added = signals.slice(knownSignals);
    return { table, knownSignals, signals: added, rules: updated, exemptions, tenant, tenantSlots };
  }

  /** The next update is a whole plan. */
  forget(): void {
    this.#told = { table: 0, signals: 0, rules: new Set() };
  }
}

class Ids {
  readonly #of = new WeakMap<object, number>();
  #last = 0;

  of(part: object): number {
    const known = this.#of.get(part);
    if (known !== undefined) return known;
    this.#of.set(part, ++this.#last);
    return this.#last;
  }
}
