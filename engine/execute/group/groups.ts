import type { Values } from '../value/values';
import { KeyNumbers } from './keys';

const NO_GROUPS: readonly number[] = [];

/** Numbers groups in the order in which their keys come. */
export class Groups {
  /** The keys of each group as codes, as they came first. */
  readonly keys: (readonly number[])[] = [];
  /** Groups whose keys came in several forms, like 1 and "1". */
  readonly mixed = new Set<number>();
  private readonly numbers: KeyNumbers;
  private readonly first = new Place();
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
    if (keys.some((codes) => codes.length === 0)) return NO_GROUPS;
    if (keys.every((codes) => codes.length === 1)) {
      const group = this.of(keys.map(([code]) => code!));
      return group < 0 ? NO_GROUPS : [group];
    }
    return [...new Set(combinations(keys).map((codes) => this.of(codes)))].filter((group) => group >= 0);
  }

  /** Whether some code of one key equals one of another. */
  share(key: readonly number[], other: readonly number[]): boolean {
    const numbers = new Set(other.map((code) => this.numbers.of(code)));
    return key.map((code) => this.numbers.of(code)).some((number) => number >= 0 && numbers.has(number));
  }

  /** The group of one code for each key; -1 where a key equals nothing. */
  of(codes: readonly number[]): number {
    let place = this.first;
    for (let i = 0; i < codes.length; i++) {
      const number = this.numbers.of(codes[i]!);
      if (number < 0) return -1;
      place = place.at(number);
    }
    if (place.group < 0) place.group = this.keys.push([...codes]) - 1;
    this.remember(codes, place.group);
    return place.group;
  }

  private remember(codes: readonly number[], group: number): void {
    const keys = this.keys[group]!;
    for (let i = 0; i < codes.length; i++) if (codes[i] !== keys[i]) this.mixed.add(group);
    if (codes.length === 1 && codes[0]! < this.byCode.length) this.byCode[codes[0]!] = group + 1;
  }
}

/** What the keys so far lead to: the group, where they are all, and where the next key leads. */
class Place {
  group = -1;
  private next: Map<number, Place> | undefined;

  at(number: number): Place {
    this.next ??= new Map();
    const known = this.next.get(number);
    if (known !== undefined) return known;
    const made = new Place();
    this.next.set(number, made);
    return made;
  }
}

/** Every choice of one code for each key. */
export function combinations(keys: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return keys.reduce<readonly (readonly number[])[]>(
    (all, codes) => all.flatMap((before) => codes.map((code) => [...before, code])),
    [[]],
  );
}
