import type { Values } from '../value/values';
import { KeyNumbers } from './keys';

/** Numbers groups in the order in which their keys come. */
export class Groups {
  /** The keys of each group as codes, as they came first. */
  readonly keys: (readonly number[])[] = [];
  /** Groups whose keys came in several forms, like 1 and "1". */
  readonly mixed = new Set<number>();
  private readonly numbers: KeyNumbers;
  private readonly byKey = new Map<string | number, number>();
  /** By the code of a single key: its group plus one. */
  private readonly byCode: Int32Array;

  constructor(values: Values) {
    this.numbers = new KeyNumbers(values);
    this.byCode = new Int32Array(values.ownFrom);
  }

  /** The group of a single key whose code was seen before; -1 says to ask `find`. */
  known(code: number): number {
    return code > 0 && code < this.byCode.length ? this.byCode[code]! - 1 : -1;
  }

  /** The groups of every combination of keys; each group once. */
  find(keys: readonly (readonly number[])[]): readonly number[] {
    return [...new Set(combinations(keys).map((codes) => this.group(codes)))].filter((group) => group >= 0);
  }

  /** Whether some code of one key equals one of another. */
  share(key: readonly number[], other: readonly number[]): boolean {
    const numbers = new Set(other.map((code) => this.numbers.of(code)));
    return key.map((code) => this.numbers.of(code)).some((number) => number >= 0 && numbers.has(number));
  }

  /** -1 where a key equals nothing. */
  private group(codes: readonly number[]): number {
    const numbers = codes.map((code) => this.numbers.of(code));
    if (numbers.includes(-1)) return -1;
    const key = numbers.length === 1 ? numbers[0]! : numbers.join();
    const group = this.byKey.get(key) ?? this.add(key, codes);
    if (codes.some((code, i) => code !== this.keys[group]![i])) this.mixed.add(group);
    if (codes.length === 1 && codes[0]! < this.byCode.length) this.byCode[codes[0]!] = group + 1;
    return group;
  }

  private add(key: string | number, codes: readonly number[]): number {
    this.byKey.set(key, this.keys.length);
    return this.keys.push(codes) - 1;
  }
}

/** Every choice of one code for each key. */
export function combinations(keys: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return keys.reduce<readonly (readonly number[])[]>(
    (all, codes) => all.flatMap((before) => codes.map((code) => [...before, code])),
    [[]],
  );
}
