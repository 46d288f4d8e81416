import { writeOut } from '../compile/write-out';
import type { Rule } from '../generated/ast';
import type { FileScope } from '../names/declarations';
import { withEdits } from '../syntax/with-edits';
import { formatRuleFile } from './format-rule-file';

/** How a rule's plain body is read, in clauses, one on each line where they are short; null where it has none. */
export function readingText(rule: Rule, scope: FileScope): string | null {
  const written = writeOut(rule, scope);
  if (!written) return null;
  const { start, end } = written;
  const edits = written.edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const clauses = withEdits(scope.file.text.slice(start, end), edits);
  const laidOut = formatRuleFile(`rule r {\n${clauses}\n}\n`);
  if (!('text' in laidOut)) return clauses;
  const [, ...lines] = laidOut.text.trimEnd().split(/\r?\n/);
  return lines
    .slice(0, -1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}
