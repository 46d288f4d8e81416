/** Puts what `map` has for each number of `from` into `to`, from `first` on. */
export function copyMapped(from: Uint32Array, map: Uint32Array, to: Uint32Array, first: number): void {
  for (let i = 0; i < from.length; i++) to[first + i] = map[from[i]!]!;
}
