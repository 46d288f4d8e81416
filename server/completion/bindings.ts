import { tokenize } from '../text/tokens';

export interface BindingBefore {
  readonly name: string;
  /** The signal as written; empty where it isn't a plain name. */
  readonly of: string;
}

/** The names that the declaration at the text's end has bound so far with `as`; the text may be unfinished. */
export function bindingsBefore(text: string): BindingBefore[] {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment');
  const start = tokens.findLastIndex(({ text: word }, at) => word === 'rule' && isAtTop(tokens, at));
  const bindings: BindingBefore[] = [];
  tokens.forEach(({ text: word }, at) => {
    const name = tokens[at + 1];
    if (word !== 'as' || at < start || name?.kind !== 'word') return;
    const of = tokens[at - 1]?.kind === 'word' ? tokens[at - 1]!.text : '';
    bindings.push({ name: name.text, of });
  });
  return bindings;
}

/** `rule` declares one where no bracket is open before it, or where it starts a line: a half-typed rule may lack its brace. */
function isAtTop(
  tokens: readonly { readonly text: string; readonly end: number; readonly start: number }[],
  at: number,
): boolean {
  const next = tokens[at + 1];
  return next !== undefined && /^[A-Za-z"]/.test(next.text) && next.start > tokens[at]!.end;
}
