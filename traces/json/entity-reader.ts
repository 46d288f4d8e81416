import type { SharedBlock } from '../columns/shared-block';
import { KnownEntities } from '../known-entities';
import { Byte } from './bytes';
import type { JsonReading } from './reading';

/** Reads a resource, or a scope, for the spans that were given `opened`; says whether it reports dropped attributes. */
type ReadEntity = (reading: JsonReading, opened: number) => boolean;

/**
 * Reads the resources, or the scopes, of a content, each distinct text once: to find where one ends costs the scanner less
 * than to read it.
 */
export class EntityReader {
  readonly #reading: JsonReading;
  readonly #block: SharedBlock;
  readonly #read: ReadEntity;
  readonly #known = new KnownEntities();

  constructor(reading: JsonReading, block: SharedBlock, read: ReadEntity) {
    this.#reading = reading;
    this.#block = block;
    this.#read = read;
  }

  /** Reads the one at the scanner's position. */
  read(): void {
    const { scanner, spanScanner } = this.#reading;
    this.#block.separate();
    if (spanScanner === null || scanner.peek() !== Byte.openBrace) {
      this.#readAnew();
      return;
    }
    const { bytes, line, pos } = scanner;
    const end = spanScanner.passObject(scanner) ? scanner.pos : -1;
    const found = end < 0 ? undefined : this.#known.find(bytes, pos, end);
    if (found !== undefined) {
      this.#block.readAs(found);
      this.#reading.builder.catalog?.again(found.attributes);
      return;
    }
    scanner.pos = pos;
    scanner.line = line;
    this.#readNew(end);
  }

  /** @param end where it ends if it is written as it should be; -1 if that isn't known */
  #readNew(end: number): void {
    const { builder, problems, scanner } = this.#reading;
    const { bytes, pos } = scanner;
    const { count } = problems;
    this.#readAnew();
    const attributes = builder.catalog === null ? [] : builder.catalog.entity;
    if (problems.count !== count || scanner.pos !== end || attributes === null) return;
    this.#known.remember(bytes, pos, end, { ...this.#block.state(), attributes });
  }

  #readAnew(): void {
    this.#block.read(this.#read(this.#reading, this.#block.opened));
  }
}
