/** Expected answer (T pinned, F not pinned, ? unknown), statement, and dialect where it isn't PostgreSQL. */
export type Case = readonly [expected: 'T' | 'F' | '?', text: string, dialect?: string];
