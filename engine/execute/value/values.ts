import type { ValueDictionary } from '../../store/store';
import { MOST_SPARE, type SpareTables } from '../index/spare-tables';
import { codeOfNothing, nothingOfCode } from './nothing';
import { isNothing, type Present, type Value } from './runtime';

let judgements = 0;

/**
 * The store's dictionary, followed by the values that rules bring along. Most evaluation is on codes:
 * above 0 is a value, 0 is absent, below 0 is what can't be known.
 */
export class Values {
  /** No two judgements have it in common, so that what outlives one can tell whether a code is good. */
  readonly judgement = judgements++;
  /** Codes from here on are not the store's. */
  readonly ownFrom: number;
  private readonly own: Present[] = [];
  /** Of what was asked for: to look a text up in the dictionary takes longer. */
  private readonly codes = new Map<Present, number>();

  private readonly tables: Uint8Array[] = [];

  constructor(
    private readonly dictionary: ValueDictionary,
    private readonly spare: SpareTables,
  ) {
    this.ownFrom = Math.max(dictionary.size, 1);
  }

  /** A byte for each of the store's values, all zero, until the judgement ends. */
  table(): Uint8Array {
    const table = this.spare.take(this.ownFrom);
    // the others go with the rule that asked for them
    if (this.tables.length < MOST_SPARE) this.tables.push(table);
    return table;
  }

  /** Nothing of the judgement is used any more. */
  end(): void {
    this.spare.giveBack(this.tables.splice(0));
  }

  get size(): number {
    return this.ownFrom + this.own.length;
  }

  /** The value of a code above 0. */
  present(code: number): Present {
    return code < this.ownFrom ? this.dictionary.value(code) : this.own[code - this.ownFrom]!;
  }

  value(code: number): Value {
    return code > 0 ? this.present(code) : nothingOfCode(code);
  }

  /** A code for a value; the same text always has the same one. */
  code(value: Value): number {
    if (isNothing(value)) return codeOfNothing(value);
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    const code = (typeof value === 'string' && this.dictionary.codeOfString(value)) || this.add(value);
    this.codes.set(value, code);
    return code;
  }

  private add(value: Present): number {
    this.own.push(value);
    return this.size - 1;
  }
}
