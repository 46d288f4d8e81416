// Bounds, so that one text costs milliseconds. They are counts, not clocks: the same text always gets the same answer.

/** Longer texts are not parsed. UTF-16 code units. */
export const MAX_TEXT = 200_000;

/** Table occurrences of one batch, each use of a CTE or view counted anew. */
export const MAX_SOURCES = 1000;

/** Steps of deciding one question about one batch. */
export const MAX_STEPS = 500_000;

/** Thrown inside the analyser where a bound is met; it comes out as `unknown`. */
export class TooMuch extends Error {}
