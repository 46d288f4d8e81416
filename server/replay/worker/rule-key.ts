import { hash } from 'node:crypto';
import { plainPart, type RulePlan, type SignalId, type SignalPlan } from '../../../engine';

/** Where a plan names a signal by its number. */
const SIGNAL_KEYS: ReadonlySet<string> = new Set(['signal', 'except', 'of', 'from', 'until']);

/** What a part of a plan means, whatever numbers its signals have. */
export interface Meaning {
  /** Equal for equal meanings. */
  readonly key: string;
  /** Every signal that it comes by. */
  readonly signals: ReadonlySet<SignalId>;
}

/**
 * Keys that are equal for two rules if they judge the same, in whatever plans they stand: of the rule without its place,
 * with every signal's number replaced by that signal's own meaning.
 */
export class RuleKeys {
  readonly #known = new Map<SignalId, Meaning>();
  readonly #open = new Set<SignalId>();
  /** What the part that is being looked at came by. */
  #met = new Set<SignalId>();

  /** @param signals may grow, and not change otherwise */
  constructor(private readonly signals: readonly SignalPlan[]) {}

  ofRule(rule: RulePlan): Meaning {
    return this.of({ ...rule, origin: null });
  }

  of(part: unknown): Meaning {
    const around = this.#met;
    this.#met = new Set();
    const text = JSON.stringify(part, (key, value) => this.#replaced(key, value));
    const signals = this.#met;
    this.#met = around;
    for (const signal of signals) around.add(signal);
    return { key: hash('sha256', text, 'base64'), signals };
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
    // a circle can't come from the compiler; if it did, a number would still tell signals apart within this plan
    if (this.#open.has(id)) return `#${id}`;
    const meaning = this.#known.get(id) ?? this.#find(id);
    this.#met.add(id);
    for (const signal of meaning.signals) this.#met.add(signal);
    return meaning.key;
  }

  #find(id: SignalId): Meaning {
    this.#open.add(id);
    const { id: _, ...signal } = this.signals[id] ?? { id };
    const meaning = this.of(signal);
    this.#open.delete(id);
    this.#known.set(id, meaning);
    return meaning;
  }
}
