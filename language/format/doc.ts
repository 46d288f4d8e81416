/**
 * A layout to be: text with places where a line may end. A group is written on one line if it fits,
 * else every `line` that stands in it directly ends a line. (Wadler's "prettier printer", with comments.)
 */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'group'; readonly of: Doc }
  | { readonly kind: 'indent'; readonly by: number; readonly of: Doc }
  /** `flat` is what stands here where the line doesn't end; null: the line always ends. */
  | { readonly kind: 'line'; readonly flat: string | null }
  /** An empty line, between two lines. */
  | { readonly kind: 'blank' }
  /** A space and `of`, or where that doesn't fit, the end of the line and `of`. */
  | { readonly kind: 'step'; readonly of: Doc }
  /** What is written only where the group around it is on one line, or only where it isn't. */
  | { readonly kind: 'only'; readonly flat: boolean; readonly of: Doc }
  | CommentDoc;

export interface CommentDoc {
  readonly kind: 'comment';
  readonly text: string;
  /** On a line of its own; else behind what stands before it. */
  readonly own: boolean;
  /** It ends its line: nothing can follow. */
  readonly endsLine: boolean;
}

/** A space, or the end of the line. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or the end of the line. */
export const softLine: Doc = { kind: 'line', flat: '' };
export const hardLine: Doc = { kind: 'line', flat: null };
export const blank: Doc = { kind: 'blank' };

export function group(...of: Doc[]): Doc {
  return { kind: 'group', of };
}

export function indent(...of: Doc[]): Doc {
  return { kind: 'indent', by: 2, of };
}

export function flatOnly(of: Doc): Doc {
  return { kind: 'only', flat: true, of };
}

export function brokenOnly(of: Doc): Doc {
  return { kind: 'only', flat: false, of };
}

/** Lines that end in `of` go on `by` columns further right. */
export function hang(by: number, ...of: Doc[]): Doc {
  return { kind: 'indent', by, of };
}

/** As many on each line as fit. */
export function fill(of: readonly Doc[]): Doc {
  return of.map((doc, index) => (index === 0 ? doc : { kind: 'step', of: doc }));
}

export function join(docs: readonly Doc[], separator: Doc): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}
