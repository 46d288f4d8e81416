// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from traces on one line of the user interface: control characters and those that turn the direction of writing
 * become visible, and what is longer than `limit` UTF-16 units is cut.
 */
export function printable(text: string, limit = 300): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return cut.replace(unprintable, '\ufffd');
}

/** `1 rule`, `12 rules`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

/** What is said of something thrown. */
export function explain(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error), 1000);
}
