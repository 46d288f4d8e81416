/** A file or folder of the project that could not be used, and why in one sentence. */
export interface FileProblem {
  /** Absolute, or as named where nothing is there. */
  readonly path: string;
  readonly what: string;
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'a part of this path is a file, not a folder',
  ELOOP: 'its symbolic links go round in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
};

/** What went wrong when the operating system refused a path, in words. */
export function fileProblem(path: string, error: unknown): FileProblem {
  return { path, what: sentences[errorCode(error)] ?? (error instanceof Error ? error.message : String(error)) };
}

export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
