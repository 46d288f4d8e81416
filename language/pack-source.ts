/** The packs that ship with Ringfence, as text. `std/otel` has the URI `ringfence-pack:/std/otel.fence`. */
export interface PackSource {
  /** The text of `std/otel`, `pack/fluo` …; undefined where there is no such pack. */
  read(name: string): string | undefined;
  names(): readonly string[];
}
