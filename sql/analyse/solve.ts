import { MAX_STEPS, TooMuch } from '../limits';
import { type SqlValue, valueKey } from '../value';
import type { Facts, Loop, NodeId } from './facts';

export type Pins = Map<NodeId, readonly SqlValue[]>;

/** The closure of facts: every node that is pinned, with its values. Throws TooMuch. */
export class Solver {
  private steps = 0;

  constructor(
    private readonly sourceOf: (node: NodeId) => number,
    private readonly optimistic: boolean,
  ) {}

  solve(facts: Facts): Pins {
    const pins: Pins = new Map();
    this.close([facts], pins);
    return pins;
  }

  /** Adds to `pins` what follows in the last of `chain`, whose outer facts are before it. */
  private close(chain: readonly Facts[], pins: Pins): void {
    const facts = chain.at(-1)!;
    for (const { node, value } of facts.pins) this.add(pins, node, [value]);
    let changed = true;
    while (changed) {
      this.follow(chain, pins);
      changed = false;
      for (const scope of facts.scopes) changed = this.scope(chain, scope, pins) || changed;
      for (const arms of facts.choices) changed = this.choice(chain, arms, pins) || changed;
      for (const loop of facts.loops) changed = this.loop(chain, loop, pins) || changed;
    }
  }

  private follow(chain: readonly Facts[], pins: Pins): void {
    let changed = true;
    while (changed) {
      changed = false;
      for (const { rules } of chain) {
        this.step(rules.length);
        for (const { from, to } of rules) {
          if (!from.every((node) => pins.has(node))) continue;
          const values = from.length === 1 ? pins.get(from[0]!)! : this.common(from.map((node) => pins.get(node)!));
          if (values.length > 0) changed = this.add(pins, to, values) || changed;
        }
      }
    }
  }

  private scope(chain: readonly Facts[], scope: Facts, pins: Pins): boolean {
    const inner = this.inner(chain, scope, pins);
    return this.leave(scope, inner, pins);
  }

  private inner(chain: readonly Facts[], facts: Facts, pins: Pins): Pins {
    this.step(pins.size + 1);
    const inner = new Map(pins);
    this.close([...chain, facts], inner);
    return inner;
  }

  /** Carries the pins on owned sources outwards. */
  private leave({ owned }: Facts, inner: Pins, pins: Pins): boolean {
    let changed = false;
    for (const [node, values] of inner) {
      if (owned.has(this.sourceOf(node))) changed = this.add(pins, node, values) || changed;
    }
    return changed;
  }

  private choice(chain: readonly Facts[], arms: readonly Facts[], pins: Pins): boolean {
    const inners = arms.map((arm) => this.inner(chain, arm, pins));
    let changed = false;
    arms.forEach((arm, i) => {
      changed = this.leave(arm, inners[i]!, pins) || changed;
    });
    for (const node of inners[0]?.keys() ?? []) {
      if (pins.has(node) || !inners.every((inner) => inner.has(node))) continue;
      const values = this.common(inners.map((inner) => inner.get(node)!));
      if (values.length > 0) changed = this.add(pins, node, values) || changed;
    }
    return changed;
  }

  /** Values that all sides share. Two parameters may carry the same value: where doubts count for it, they do. */
  private common(sides: readonly (readonly SqlValue[])[]): readonly SqlValue[] {
    const [first = [], ...others] = sides.map((values) => values);
    const shared = first.filter((value) => others.every((values) => has(values, value)));
    if (shared.length > 0 || !this.optimistic) return shared;
    const all = sides.flat();
    return all.some(({ kind }) => kind !== 'literal') ? all.filter(({ kind }) => kind !== 'literal') : [];
  }

  private loop(chain: readonly Facts[], { columns, body }: Loop, pins: Pins): boolean {
    let assumed = columns.filter(({ base, recursive }) => recursive !== undefined && pins.has(base));
    for (;;) {
      const trial = new Map(pins);
      for (const { self, base } of assumed) this.add(trial, self, pins.get(base)!);
      const inner = this.inner(chain, body, trial);
      const verified = assumed.filter(({ base, recursive }) => this.within(inner.get(recursive!), pins.get(base)!));
      if (verified.length === assumed.length) {
        let changed = this.leave(body, inner, pins);
        for (const { self, base } of assumed) changed = this.add(pins, self, pins.get(base)!) || changed;
        return changed;
      }
      assumed = verified;
    }
  }

  private within(values: readonly SqlValue[] | undefined, allowed: readonly SqlValue[]): boolean {
    if (values === undefined) return false;
    return (
      values.some((value) => has(allowed, value)) || (this.optimistic && values.some(({ kind }) => kind !== 'literal'))
    );
  }

  private add(pins: Pins, node: NodeId, values: readonly SqlValue[]): boolean {
    this.step(1);
    const known = pins.get(node);
    const fresh = known === undefined ? values : values.filter((value) => !has(known, value));
    if (fresh.length === 0) return false;
    pins.set(node, known === undefined ? values : [...known, ...fresh]);
    return true;
  }

  private step(count: number): void {
    this.steps += count;
    if (this.steps > MAX_STEPS) throw new TooMuch('the statement is too entangled to decide in bounded time');
  }
}

function has(values: readonly SqlValue[], value: SqlValue): boolean {
  const key = valueKey(value);
  return values.some((each) => valueKey(each) === key);
}
