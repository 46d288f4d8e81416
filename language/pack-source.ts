/** The rule texts that ship with Ringfence: a folder in Node, a bundled map in a browser. */
export interface PackSource {
  /** The text of a rule file, `std/otel` or `pack/NAME/SECTION`, or of one of `tests()`; undefined if there is none. */
  read(name: string): string | undefined;
  /** Every rule file but those of tests. */
  names(): readonly string[];
  /** The files of tests, `pack/NAME/SECTION.test`. */
  tests(): readonly string[];
  /** The text of a file that a pack loads, by its whole path, `pack/NAME/tiers.yaml`; undefined if there is none. */
  data(path: string): string | undefined;
}

/** A pack's URI, the same wherever its text is kept. */
export function packUri(name: string): string {
  return `ringfence-pack:/${name}.fence`;
}

/** The pack that a URI names, or undefined for any other URI. */
export function packName(uri: string): string | undefined {
  return /^ringfence-pack:\/+(.+)\.fence$/.exec(uri)?.[1];
}

/** The rule files that `pack/NAME` stands for: that file, or every file of that folder. */
export function packFiles(packs: PackSource, name: string): readonly string[] {
  return filesNamed(packs.names(), name);
}

/** The test files that `pack/NAME` stands for: its own beside a file `NAME`, all of a folder. */
export function packTests(packs: PackSource, name: string): readonly string[] {
  return filesNamed(packs.tests(), name, `${name}.test`);
}

/** What an import may name: every file, and every folder of files below `pack/`. */
export function importablePacks(packs: PackSource): readonly string[] {
  const files = packs.names();
  const folders = files.flatMap((name) => /^pack\/[^/]+(?=\/)/.exec(name) ?? []);
  return [...new Set([...folders, ...files])].sort();
}

function filesNamed(files: readonly string[], name: string, file = name): readonly string[] {
  if (files.includes(file)) return [file];
  return files.filter((each) => each.startsWith(`${name}/`));
}

/** The text of a pack's data file by its URI; undefined for any other URI. */
export function packData(packs: PackSource, uri: string): string | undefined {
  const path = /^ringfence-pack:\/+(.+)$/.exec(uri)?.[1];
  return path === undefined ? undefined : packs.data(path);
}
