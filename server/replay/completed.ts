import type { Details, FileMarks, Kept, ProjectOutcome, ReplayAnswer, RuleOutcome } from './messages';

/** Versions of everything that is known of a project. */
export function versionsIn(outcome: ProjectOutcome | undefined): number[] {
  if (!outcome) return [];
  const { rules, marks, versions } = outcome;
  return [
    ...rules.map(({ version }) => version),
    ...marks.map(({ version }) => version),
    versions.inputs,
    versions.seen,
  ];
}

/**
 * An answer with what was left out of it since it was known.
 * @param before what `ReplayJob.known` was made from
 */
export function completed(answer: ReplayAnswer, before: ProjectOutcome | undefined): ProjectOutcome {
  const { rules, marks, inputs, seen, ...others } = answer;
  const known = new Map(before?.rules.map((rule) => [rule.version, rule]));
  return {
    ...others,
    rules: rules.flatMap((rule): RuleOutcome[] => {
      if (!('kept' in rule)) return [rule];
      const { kept, ...place } = rule;
      const same = known.get(kept);
      return same ? [{ ...same, ...place }] : [];
    }),
    marks: marks ? completedMarks(marks, before) : (before?.marks ?? []),
    inputs: 'kept' in inputs ? (before?.inputs ?? []) : inputs,
    seen: seen && 'kept' in seen ? (before?.seen ?? null) : seen,
  };
}

/** An outcome with the details that came after it. */
export function detailed(outcome: ProjectOutcome, { marks }: Details): ProjectOutcome {
  return { ...outcome, marks: completedMarks(marks, outcome) };
}

function completedMarks(marks: readonly (FileMarks | Kept)[], before: ProjectOutcome | undefined): FileMarks[] {
  const known = new Map(before?.marks.map((file) => [file.version, file]));
  return marks.flatMap((file) => ('kept' in file ? (known.get(file.kept) ?? []) : [file]));
}
