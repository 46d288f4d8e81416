import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver';

/** Where a suggestion comes from, in the order that suggestions are listed in. */
export const Tier = {
  occurrences: '1',
  attributes: '2',
  ownNames: '3',
  otherNames: '4',
  conventions: '5',
  language: '6',
} as const;
export type Tier = (typeof Tier)[keyof typeof Tier];

export interface Suggestion {
  /** What the rule means, plain: `http.request.header.x-tenant-id`. */
  readonly label: string;
  /** What is written, if that differs. */
  readonly insert?: string;
  readonly detail: string;
  readonly documentation?: string;
  readonly kind: CompletionItemKind;
  readonly tier: Tier;
  readonly deprecated?: boolean;
  /** Replaces the prefix from here on instead of all of it; UTF-16 units. */
  readonly skip?: number;
}

/**
 * Suggestions as the client wants them, each label once, the first given winning; ranked by tier, then as given.
 * @param rangeFrom the range from `skip` units behind the prefix's start to the cursor
 */
export function completionItems(
  suggestions: readonly Suggestion[],
  prefix: string,
  rangeFrom: (skip: number) => Range,
): CompletionItem[] {
  const taken = new Set<string>();
  const items: CompletionItem[] = [];
  for (const suggestion of suggestions) {
    const { label, insert = label, skip = 0 } = suggestion;
    const key = `${skip} ${insert}`;
    if (taken.has(key)) continue;
    taken.add(key);
    items.push(item(suggestion, items.length, prefix.slice(skip), rangeFrom(skip)));
  }
  return items;
}

function item(suggestion: Suggestion, rank: number, typed: string, range: Range): CompletionItem {
  const { label, insert = label, detail, documentation, kind, tier, deprecated } = suggestion;
  return {
    label,
    kind,
    detail,
    // in the list beside every name, not only the selected one
    labelDetails: { description: detail },
    sortText: `${tier}${String(rank).padStart(5, '0')}`,
    // an open back quote or text quote is typed as a part of the word, so it is matched too
    filterText: typed.startsWith('`') ? insert : label,
    textEdit: { range, newText: insert },
    ...(documentation && { documentation: { kind: 'markdown', value: documentation } }),
    ...(deprecated && { tags: [1] }),
  };
}

/** A name as a rule writes it, in back quotes where it must; null where it can't be written at all. */
export function writtenName(name: string): string | null {
  if (/^[A-Za-z_]\w*(\.\w+)*$/.test(name)) return name;
  return name === '' || /[`\p{Cc}]/u.test(name) ? null : `\`${name}\``;
}

export { CompletionItemKind as Kind };
