import type { Problem } from '../../traces/node';
import type { CheckInput, CheckResult } from './check-result';
import { locationText } from './pretty-finding';
import type { Style } from './style';
import { brief, number, printable } from './text';

/** How many lines a note has at most. */
const MOST = 20;

/** What keeps the counts above from being the whole story, each under a heading. */
export function notes({ report: { summary }, problems, inputs }: CheckResult, style: Style): string[][] {
  return [
    note('vacuous', 'rules that nothing here put to the test; they are no evidence', summary.vacuous.map(printable)),
    note('unseen', 'names in rules that nothing in the input matched', summary.unseen.map(printable)),
    note('problems', 'what could not be read', problems.map(problemText)),
    note('skipped', 'files without traces', skippedLines(inputs)),
  ].filter((lines) => lines.length > 0);

  function note(title: string, explanation: string, items: readonly string[]): string[] {
    if (items.length === 0) return [];
    const more = items.length > MOST ? [`  … and ${number(items.length - MOST)} more (--format json lists all)`] : [];
    const head = `${style(['bold', 'yellow'], title)}  ${style('gray', explanation)}`;
    return [head, ...items.slice(0, MOST).map((item) => `  ${item}`), ...more];
  }
}

/** Files that a folder or glob brought in, and why they are no traces. */
export function skippedLines(inputs: readonly CheckInput[]): string[] {
  return inputs.flatMap(({ path, skipped, problems }) =>
    skipped === null || problems > 0 ? [] : [`${printable(path)}  ${brief(skipped, 200)}`],
  );
}

export function problemText({ path, line, offset, what, skipped }: Problem): string {
  const consequence = skipped.startsWith('nothing: ') ? skipped.slice('nothing: '.length) : `skipped: ${skipped}`;
  return `${locationText({ path, line, offset })}  ${brief(what, 300)} (${brief(consequence, 200)})`;
}
