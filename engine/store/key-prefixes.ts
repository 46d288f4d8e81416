/** The fewest prefixes under which the same keys are, sorted. */
export function fewestPrefixes(prefixes: Iterable<string>): readonly string[] {
  const fewest: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    // what begins with a text comes right behind it
    const last = fewest.at(-1);
    if (last === undefined || !prefix.startsWith(last)) fewest.push(prefix);
  }
  return fewest;
}

/** Whether a key, or all keys under a prefix, are under one of these. */
export function isUnder(prefixes: readonly string[], key: string): boolean {
  return prefixes.some((prefix) => key.startsWith(prefix));
}
