import {
  type FetchRequest,
  fetchRequestOf,
  type Plan,
  type RulePlan,
  readsSql,
  type SignalId,
  type SignalPlan,
} from '../../../engine';
import type { PlanUpdate } from '../plan-updates';
import { union } from './requests';
import { type Meaning, RuleKeys } from './rule-key';

/** A rule, with what it takes to judge it. */
export interface KnownRule {
  readonly rule: RulePlan;
  /** Equal for rules that judge the same. */
  readonly key: string;
  /** All that it comes by, in one or more sets. */
  readonly signals: readonly ReadonlySet<SignalId>[];
  readonly readsSql: boolean;
}

/** A plan whose rules were looked through, each once. */
export interface LookedThrough {
  readonly plan: Plan;
  readonly rules: readonly KnownRule[];
  /** What they read of the traces. */
  readonly request: FetchRequest;
}

/** What stays of a rule as long as the rule does. */
interface Part {
  readonly rule: RulePlan;
  readonly own: Meaning;
  readonly readsSql: boolean;
  /** With the tenant that its findings name. */
  readonly request: FetchRequest;
}

type Around = Pick<Plan, 'tenant' | 'tenantSlots' | 'exemptions'>;

/** A project's plan, put together again from what changes of it. */
export class KnownPlan {
  #table = 0;
  #signals: SignalPlan[] = [];
  #keys = new RuleKeys(this.#signals);
  #parts = new Map<number, Part>();
  #tenantKey = '';

  /** null where the update builds upon what isn't known. */
  update({ table, knownSignals, signals, rules, ...around }: PlanUpdate): LookedThrough | null {
    if (table !== this.#table) this.#begin(table);
    const isMissing = rules.some(({ id, rule }) => rule === null && !this.#parts.has(id));
    if (knownSignals !== this.#signals.length || isMissing) return null;
    this.#signals.push(...signals);
    const tenant = this.#tenantOf(around);
    const parts = rules.map(({ id, rule }) => [id, this.#parts.get(id) ?? this.#lookThrough(rule!, around)] as const);
    this.#parts = new Map(parts);
    const known = parts.map(([, part], i) =>
      this.#knownRule({ ...part.rule, origin: rules[i]!.origin }, part, tenant, around),
    );
    const requests = parts.map(([, { request }]) => request);
    return {
      plan: this.#planOf(
        known.map(({ rule }) => rule),
        around,
      ),
      rules: known,
      request: union(...requests, this.#requestOfExemptions(around)),
    };
  }

  #begin(table: number): void {
    this.#table = table;
    this.#signals = [];
    this.#keys = new RuleKeys(this.#signals);
    this.#parts = new Map();
  }

  #tenantOf(around: Around): Meaning {
    const tenant = this.#keys.of(around.tenant);
    if (tenant.key === this.#tenantKey) return tenant;
    this.#tenantKey = tenant.key;
    this.#parts = new Map([...this.#parts].map(([id, { rule }]) => [id, this.#lookThrough(rule, around)]));
    return tenant;
  }

  #lookThrough(rule: RulePlan, around: Around): Part {
    const plan = this.#planOf([rule], { ...around, exemptions: [] });
    return { rule, own: this.#keys.ofRule(rule), readsSql: readsSql(plan), request: fetchRequestOf(plan) };
  }

  #knownRule(rule: RulePlan, { own, readsSql }: Part, tenant: Meaning, { exemptions }: Around): KnownRule {
    const concerning = exemptions.filter((exemption) => exemption.rule === rule.id);
    const signals = [own.signals, tenant.signals];
    if (concerning.length === 0) return { rule, key: `${own.key} ${tenant.key}`, signals, readsSql };
    const exempted = this.#keys.of(concerning);
    const key = `${own.key} ${tenant.key} ${exempted.key}`;
    return { rule, key, signals: [...signals, exempted.signals], readsSql: true };
  }

  /** They are read on witnesses of their rules. */
  #requestOfExemptions(around: Around): FetchRequest {
    const ids = new Set(around.exemptions.map(({ rule }) => rule));
    const rules = [...this.#parts.values()].map(({ rule }) => rule).filter(({ id }) => ids.has(id));
    return fetchRequestOf(this.#planOf(rules, around));
  }

  #planOf(rules: readonly RulePlan[], { tenant, tenantSlots, exemptions }: Around): Plan {
    return { signals: this.#signals, rules, exemptions, tenant, tenantSlots };
  }
}

const NO_SIGNAL: SignalPlan = { id: -1, name: '', declared: true, slots: 0, definition: { op: 'union', of: [] } };

/** The plan that judges these rules, without all others: an engine looks through all that it is given. */
export function planOf({ plan }: LookedThrough, rules: readonly KnownRule[]): Plan {
  const ids = new Set(rules.map(({ rule }) => rule.id));
  const wanted = new Set(rules.flatMap(({ signals }) => signals.flatMap((each) => [...each])));
  return {
    ...plan,
    signals: plan.signals.map((signal) => (wanted.has(signal.id) ? signal : NO_SIGNAL)),
    rules: rules.map(({ rule }) => rule),
    exemptions: plan.exemptions.filter(({ rule }) => ids.has(rule)),
  };
}
