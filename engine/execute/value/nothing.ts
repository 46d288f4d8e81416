/** Why a value is not there. `absent` is known; the others mean that it can't be known. */
export type NothingReason = 'absent' | 'broken parent' | 'dropped' | 'incomplete' | 'not computable';

/** No value. There is one object for each reason, so that they compare by identity. */
export class Nothing {
  constructor(readonly reason: NothingReason) {}
}

export const ABSENT = new Nothing('absent');
export const BROKEN_PARENT = new Nothing('broken parent');
export const DROPPED = new Nothing('dropped');
export const INCOMPLETE = new Nothing('incomplete');
export const NOT_COMPUTABLE = new Nothing('not computable');

/** The same as codes: a present value's code is above 0, absent is 0, what can't be known is below. */
export const ABSENT_CODE = 0;
export const BROKEN_PARENT_CODE = -1;
export const DROPPED_CODE = -2;
export const INCOMPLETE_CODE = -3;
export const NOT_COMPUTABLE_CODE = -4;

const byCode: readonly Nothing[] = [ABSENT, BROKEN_PARENT, DROPPED, INCOMPLETE, NOT_COMPUTABLE];

export function nothingOfCode(code: number): Nothing {
  // minus an absent value's 0 would be no integer, and no place that V8 takes quickly
  return byCode[0 - code] ?? NOT_COMPUTABLE;
}

export function codeOfNothing(nothing: Nothing): number {
  return 0 - byCode.indexOf(nothing);
}
