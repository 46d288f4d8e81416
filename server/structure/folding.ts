import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { LineIndex } from '../../language';
import type { ServerContext } from '../context';
import { tokenize } from '../text/tokens';

/** What can be folded: blocks, lists and comments of several lines. */
export function registerFolding({ connection, documents }: ServerContext): void {
  connection.onFoldingRanges(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? foldingRanges(document.getText()) : null;
  });
}

/** By brackets rather than by the tree, so that a file with errors folds as before. */
function foldingRanges(text: string): FoldingRange[] {
  const lines = new LineIndex(text);
  const lineOf = (offset: number) => lines.position(offset).line - 1;
  const ranges: FoldingRange[] = [];
  const open: { readonly closer: string; readonly line: number }[] = [];
  let lastComment: FoldingRange | undefined;
  for (const token of tokenize(text)) {
    const [first, last] = [lineOf(token.start), lineOf(token.end)];
    if (token.kind === 'comment') {
      lastComment = addComment(ranges, lastComment, first, last);
    } else if (token.kind === 'symbol') {
      const closer = CLOSERS.get(token.text);
      if (closer) open.push({ closer, line: first });
      else if (open.at(-1)?.closer === token.text) addBlock(ranges, open.pop()!.line, first);
    }
  }
  return ranges.filter(({ startLine, endLine }) => endLine > startLine);
}

const CLOSERS = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
]);

/** The closer's line stays in sight. */
function addBlock(ranges: FoldingRange[], startLine: number, closerLine: number): void {
  ranges.push({ startLine, endLine: closerLine - 1 });
}

/** Line comments one under the other fold as one. */
function addComment(
  ranges: FoldingRange[],
  before: FoldingRange | undefined,
  first: number,
  last: number,
): FoldingRange {
  if (before && before.endLine === first - 1) {
    before.endLine = last;
    return before;
  }
  const range = { startLine: first, endLine: last, kind: FoldingRangeKind.Comment };
  ranges.push(range);
  return range;
}
