import { type Plan, plainPart, type RulePlan, type SignalId } from '../../../engine';

/** Where a plan names a signal by its number. */
const SIGNAL_KEYS: ReadonlySet<string> = new Set(['signal', 'except', 'of', 'from', 'until']);

/**
 * A text that is equal for two rules if they judge the same, in whatever plans they stand: the rule without its place,
 * with every signal's number replaced by that signal's own meaning.
 */
export class RuleKeys {
  readonly #signals = new Map<SignalId, string>();
  readonly #open = new Set<SignalId>();
  readonly #tenant: string;

  constructor(private readonly plan: Plan) {
    this.#tenant = this.#text(plan.tenant);
  }

  of(rule: RulePlan): string {
    const exemptions = this.plan.exemptions.filter((exemption) => exemption.rule === rule.id);
    return `${this.#text({ ...rule, origin: null })} ${this.#text(exemptions)} ${this.#tenant}`;
  }

  #text(value: unknown): string {
    return JSON.stringify(value, (key, part) => this.#replaced(key, part));
  }

  #replaced(key: string, part: unknown): unknown {
    const isSignal = SIGNAL_KEYS.has(key);
    if (isSignal && typeof part === 'number') return this.#signal(part);
    const areSignals = key === 'signals' || key === 'obligationSignals' || key === 'of';
    if (areSignals && Array.isArray(part) && part.every((item) => typeof item === 'number')) {
      return part.map((id) => this.#signal(id));
    }
    return plainPart(part);
  }

  #signal(id: SignalId): string {
    const known = this.#signals.get(id);
    if (known !== undefined) return known;
    // a circle can't come from the compiler; if it did, a number would still tell signals apart within this plan
    if (this.#open.has(id)) return `#${id}`;
    this.#open.add(id);
    const { id: _, ...signal } = this.plan.signals[id] ?? { id };
    const text = this.#text(signal);
    this.#open.delete(id);
    this.#signals.set(id, text);
    return text;
  }
}
