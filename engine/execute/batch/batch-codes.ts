import type { Slot } from '../../plan/value';
import type { Batch } from './batch';
import { BATCH_SIZE } from './sizes';

/**
 * A value's codes on all frames of a batch. What is returned is good for the frames that have something other than 0 in `wanted` (null: for all),
 * and until anything else is asked. It is not to be written to.
 */
export type BatchCodes = (batch: Batch, wanted: Uint8Array | null) => Int32Array;

/** Who has codes, one by one or for a batch. */
interface Coded {
  readonly code: (() => number) | null;
  readonly codes?: BatchCodes | undefined;
}

/** @throws TypeError where the value has no codes */
export function batchCodesOf({ code, codes }: Coded): BatchCodes {
  if (codes !== undefined) return codes;
  if (code === null) throw new TypeError('a value without codes');
  return codesAlone(code);
}

/** Asks for each frame that is wanted. */
function codesAlone(code: () => number): BatchCodes {
  const room = new Codes();
  return (batch, wanted) => {
    const { cancellation } = batch.scope.run;
    const found = room.array;
    for (let i = 0; i < batch.count; i++) {
      if (wanted !== null && wanted[i] === 0) continue;
      cancellation.step();
      batch.load(i);
      found[i] = code();
    }
    return found;
  };
}

/** For what depends on the occurrence in a slot alone. */
export function codesByOccurrence(slot: Slot, codeOf: (occurrence: number) => number): BatchCodes {
  const room = new Codes();
  return (batch) => {
    const of = batch.column(slot);
    const found = room.array;
    for (let i = 0; i < batch.count; i++) found[i] = codeOf(of[i]!);
    return found;
  };
}

/** The same for what depends on its span alone. */
export function codesBySpan(slot: Slot, codeOf: (span: number) => number): BatchCodes {
  const room = new Codes();
  return (batch) => {
    const of = batch.spans(slot);
    const found = room.array;
    for (let i = 0; i < batch.count; i++) found[i] = codeOf(of[i]!);
    return found;
  };
}

/** Room for codes, which most values of many rules never need. */
export class Codes {
  #array: Int32Array | undefined;

  get array(): Int32Array {
    this.#array ??= new Int32Array(BATCH_SIZE);
    return this.#array;
  }
}
