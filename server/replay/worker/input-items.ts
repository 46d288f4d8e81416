import type { InputItem, ProblemItem } from '../../../protocol';
import type { LoadedTraces, Problem } from '../../../traces/node';
import { uriOf } from '../../workspace/uris';

/** Problems of one file that the client is told of. */
const MAX_PROBLEMS = 100;

type Item = Omit<InputItem, 'project'>;

/**
 * What became of each trace file, and of folders and patterns that gave none.
 * @param onTheWay problems of finding the files
 */
export function inputItems({ inputs, problems }: LoadedTraces, onTheWay: readonly Problem[]): Item[] {
  const byPath = Map.groupBy(problems, ({ path }) => path);
  const read = inputs.map(({ path, ...input }): Item => {
    const own = byPath.get(path) ?? [];
    return { ...input, uri: uriOf(path), problems: Math.max(input.problems, own.length), listed: listed(own) };
  });
  return [...read, ...onTheWay.map(notFound)];
}

function listed(problems: readonly Problem[]): ProblemItem[] {
  return problems.slice(0, MAX_PROBLEMS).map(({ line, offset, what, skipped }) => ({ line, offset, what, skipped }));
}

function notFound(problem: Problem): Item {
  return {
    uri: uriOf(problem.path),
    format: null,
    bytes: 0,
    spans: 0,
    problems: 1,
    listed: listed([problem]),
    skipped: problem.what,
  };
}
