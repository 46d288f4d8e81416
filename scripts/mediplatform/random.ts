/** Numbers that depend on a label alone: the same request gets the same ids whatever is generated around it. */
export interface Random {
  /** 32 random bits as an unsigned integer. */
  bits(): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** `digits` lowercase hexadecimal digits, a multiple of 8, not all zero. */
  hex(digits: number): string;
}

export function randomFor(label: string): Random {
  let state = hash(label);
  // mulberry32
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (low: number, high: number): number => low + (bits() % (high - low + 1));
  return {
    bits,
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    hex: (digits) => {
      let text = '';
      // the first word is made odd: an id of zeros is not valid
      for (let word = 0; word < digits / 8; word++) {
        text += ((bits() | (word === 0 ? 1 : 0)) >>> 0).toString(16).padStart(8, '0');
      }
      return text;
    },
  };
}

/** FNV-1a, then mixed so that labels which differ in their last digit start far apart. */
function hash(label: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) value = Math.imul(value ^ label.charCodeAt(i), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
