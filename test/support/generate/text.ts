import fc from 'fast-check';

/** Rule text that is drawn. */
export type Text = fc.Arbitrary<string>;

export const one = (...texts: readonly string[]): Text => fc.constantFrom(...texts);

/** A text with drawn pieces: text`${value} == ${literal}`. */
export const text = (pieces: TemplateStringsArray, ...drawn: readonly (Text | string)[]): Text =>
  fc
    .tuple(...drawn.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((parts) => pieces.map((piece, i) => piece + (parts[i] ?? '')).join(''));

/** One of several, the first ones being the simpler ones to shrink to. */
export const weighted = (...arms: readonly (readonly [weight: number, text: Text])[]): Text =>
  fc.oneof(...arms.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** What an expression may name where it stands. */
export interface Context {
  readonly bindings: readonly string[];
  /** Conditions on the subject as a whole, not on an occurrence. */
  readonly subjectLevel: boolean;
  /** Bare names are read on an occurrence. */
  readonly here: boolean;
  readonly keys: readonly string[];
  readonly searches: boolean;
  /** The rule has a window: there is a rate. */
  readonly windowed: boolean;
  /** A condition on a trace: its root can be named. */
  readonly ofTrace: boolean;
}
