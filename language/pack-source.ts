/** The rule texts that ship with Ringfence: a folder in Node, a bundled map in a browser. */
export interface PackSource {
  /** The text of `std/otel` or `pack/NAME`; undefined if there is none. */
  read(name: string): string | undefined;
  names(): readonly string[];
}

/** A pack's URI, the same wherever its text is kept. */
export function packUri(name: string): string {
  return `ringfence-pack:/${name}.fence`;
}

/** The pack that a URI names, or undefined for any other URI. */
export function packName(uri: string): string | undefined {
  return /^ringfence-pack:\/+(.+)\.fence$/.exec(uri)?.[1];
}
