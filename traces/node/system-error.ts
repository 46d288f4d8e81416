import type { Problem } from '../../traces';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'there is no permission to read it',
  EPERM: 'there is no permission to read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

/** What went wrong, without the path and the system call that Node's message has. */
export function describeSystemError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? (code === '' ? error.message : `it can’t be read (${code})`);
}

/** A problem with a path as a whole. */
export function pathProblem(path: string, what: string, skipped: string): Problem {
  return { path, line: null, offset: 0, what, skipped };
}
