export interface Random {
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** Whether something of this probability, 0 to 1, happens. */
  chance(probability: number): boolean;
}

/** Always the same numbers for the same seed and place. */
export function randomAt(seed: number, place: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(place, 0x85ebca6b)) >>> 0;
  // mulberry32
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (low: number, high: number): number => low + (bits() % (high - low + 1));
  return { between, pick: (from) => from[between(0, from.length - 1)]!, chance: (part) => bits() < part * 2 ** 32 };
}
