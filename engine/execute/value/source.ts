/** Which values can come from where: scope and attribute as a number, without a row. */
export type SourceNames = ReadonlySet<number>;

export const NO_SOURCE: SourceNames = new Set();

export function unionOf(sets: readonly SourceNames[]): SourceNames {
  const filled = sets.filter((set) => set.size > 0);
  return filled.length <= 1 ? (filled[0] ?? NO_SOURCE) : new Set(filled.flatMap((set) => [...set]));
}

export function disjoint(a: SourceNames, b: SourceNames): boolean {
  for (const name of a) if (b.has(name)) return false;
  return true;
}

/** Numbers for the scopes and attributes that values are taken from. */
export class SourceNaming {
  private readonly numbers = new Map<string, number>();

  number(scope: string, name: string): number {
    const text = `${scope} ${name}`;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
}

// more names than rules have attributes; occurrence × this stays an exact double
const NAME_LIMIT = 2 ** 20;

/** The set of (occurrence or span, scope, attribute) that one value was taken from. Used again and again. */
export class SourceSet {
  // entries beyond `count` are left over: emptying an array would give its memory away each time
  private readonly entries: number[] = [];
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  /** `name` is one of the evaluator's source names, `occurrence` the span or event that has it. */
  add(name: number, occurrence: number): void {
    const entry = occurrence * NAME_LIMIT + name;
    if (!this.has(entry)) this.entries[this.count++] = entry;
  }

  /** Whether both are the same and not empty. */
  sameAs(other: SourceSet): boolean {
    if (this.count === 0 || this.count !== other.count) return false;
    for (let i = 0; i < this.count; i++) if (!other.has(this.entries[i]!)) return false;
    return true;
  }

  private has(entry: number): boolean {
    for (let i = 0; i < this.count; i++) if (this.entries[i] === entry) return true;
    return false;
  }
}
