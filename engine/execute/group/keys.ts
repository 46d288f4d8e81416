import { scalarsOf } from '../aggregate/quantity';
import type { Evaluator } from '../value/evaluator';
import { keyToken } from '../value/key-token';
import type { Value } from '../value/runtime';
import { isList } from '../value/runtime';
import type { Values } from '../value/values';

/** Numbers keys so that two have one number exactly if they are equal as by `==`. */
export class KeyNumbers {
  private readonly byToken = new Map<string, number>();
  private readonly byCode = new Map<number, number>();

  constructor(private readonly values: Values) {}

  /** -1 for a value that equals nothing, like NaN. */
  of(code: number): number {
    const known = this.byCode.get(code);
    if (known !== undefined) return known;
    const token = keyToken(this.values.present(code));
    const number = token === null ? -1 : this.ofToken(token);
    this.byCode.set(code, number);
    return number;
  }

  private ofToken(token: string): number {
    const known = this.byToken.get(token);
    if (known !== undefined) return known;
    this.byToken.set(token, this.byToken.size);
    return this.byToken.size - 1;
  }
}

const NO_CODES: readonly number[] = [];

/** Puts the code of each key that an occurrence has now into `codes`; false unless each has exactly one. */
export function oneCodeEach(keys: readonly Evaluator[], values: Values, codes: number[]): boolean {
  for (let i = 0; i < keys.length; i++) {
    const { code } = keys[i]!;
    const found = code === null ? 0 : code();
    if (found <= 0 || isList(values.present(found))) return false;
    codes[i] = found;
  }
  return true;
}

/** The keys that an occurrence has now: one, or each element of a list. None where there is no key. */
export function keyCodes(key: Evaluator, values: Values): readonly number[] {
  const { code } = key;
  if (code === null) return codesOf(key.value(), values);
  const found = code();
  if (found <= 0) return NO_CODES;
  const value = values.present(found);
  return isList(value) ? codesOf(value, values) : [found];
}

function codesOf(value: Value, values: Values): readonly number[] {
  return scalarsOf(value).map((element) => values.code(element));
}
