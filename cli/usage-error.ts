/** A word that isn't known and those that are: whoever prints it may suggest one. */
export interface Unknown {
  readonly word: string;
  readonly known: readonly string[];
}

/** The command line was used wrongly; the message is a sentence for the user. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    readonly unknown?: Unknown,
  ) {
    super(message);
  }
}
