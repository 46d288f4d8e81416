/** Identifiers that are numbers; any other `….id` or `….version` is text, even if its examples are digits. */
const NUMERIC_ID = /^(process|thread|system|cpu|linux)\./;
const TEXT_NAME = /(^|[._])(uid|id|ids|version|code|key|token|name|tag|tags|hash|revision)$/;
/** Booleans seldom have examples; their text gives them away. */
const BOOLEAN_BRIEF =
  /^(A boolean|Whether|Indicates? (if|whether|that the)|Specifies (if|whether)|SHOULD be set to true|If (true|the|this))|\bboolean\b/i;

/**
 * The declarations don't say a value's type. It is read from the examples, and where they are missing from what
 * is written: a guess is better left out, so everything unclear is null.
 */
export function typeOf(name: string, brief: string, examples: readonly string[]): string | null {
  if (examples.length === 0) return BOOLEAN_BRIEF.test(brief) ? 'boolean' : null;
  const lists = examples.map(listOf);
  if (lists.every((list) => list !== null)) return `${scalarOf(lists.flat()) ?? 'string'}[]`;
  const scalar = scalarOf(examples);
  const numeric = scalar === 'int' || scalar === 'double';
  const text = numeric && TEXT_NAME.test(name) && !NUMERIC_ID.test(name) && !name.endsWith('status_code');
  return text ? 'string' : scalar;
}

function listOf(example: string): string[] | null {
  const list = /^\[(.*)\]$/.exec(example);
  return list === null ? null : list[1]!.split(',').map((item) => item.trim());
}

function scalarOf(examples: readonly string[]): string | null {
  if (examples.length === 0) return null;
  if (examples.every((example) => /^-?(0|[1-9]\d{0,17})$/.test(example))) return 'int';
  if (examples.every((example) => /^-?\d+(\.\d+)?$/.test(example))) return 'double';
  if (examples.every((example) => /^(true|false)$/.test(example))) return 'boolean';
  return 'string';
}
