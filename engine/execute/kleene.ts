/** Kleene's three values as numbers, so that `and` is the minimum, `or` the maximum and `not` is 2 - x. */
export type Kleene = 0 | 1 | 2;

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export function kleeneOf(value: boolean): Kleene {
  return value ? TRUE : FALSE;
}

export function not(value: Kleene): Kleene {
  return (2 - value) as Kleene;
}

export function kleeneName(value: Kleene): 'true' | 'false' | 'unknown' {
  return value === TRUE ? 'true' : value === FALSE ? 'false' : 'unknown';
}
