import type { InputItem, Inputs, ProblemItem } from '../../protocol';

export type InputNode = FileNode | ProblemNode | UnlistedNode | SkippedNode;

export interface FileNode {
  readonly kind: 'file';
  readonly id: string;
  readonly input: InputItem;
  readonly children: readonly (ProblemNode | UnlistedNode)[];
}

export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly uri: string;
  readonly problem: ProblemItem;
}

/** Problems that were counted but are not listed. */
export interface UnlistedNode {
  readonly kind: 'unlisted';
  readonly id: string;
  readonly count: number;
}

/** The files that were looked at and are no traces. */
export interface SkippedNode {
  readonly kind: 'skipped';
  readonly id: string;
  readonly children: readonly FileNode[];
}

/** Trace files in the order of their addresses, then what was skipped. */
export function inputNodes({ files }: Inputs): readonly InputNode[] {
  const nodes = files.map(fileNode).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const skipped = nodes.filter(({ input }) => input.skipped !== null);
  const read = nodes.filter(({ input }) => input.skipped === null);
  return skipped.length > 0 ? [...read, { kind: 'skipped', id: 'skipped', children: skipped }] : read;
}

function fileNode(input: InputItem): FileNode {
  const id = `${input.project} ${input.uri}`;
  const listed = input.listed.map(
    (problem, index): ProblemNode => ({ kind: 'problem', id: `${id}#${index}`, uri: input.uri, problem }),
  );
  const count = input.problems - listed.length;
  const rest: UnlistedNode[] = count > 0 ? [{ kind: 'unlisted', id: `${id}#more`, count }] : [];
  return { kind: 'file', id, input, children: [...listed, ...rest] };
}
