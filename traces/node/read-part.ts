import { closeSync, openSync, readSync } from 'node:fs';
import type { FetchRequest } from '../../engine';
import {
  ColumnsBuilder,
  type ContentOutcome,
  ContentReader,
  type OpenScanner,
  type PackedCatalog,
  type PackedColumns,
  packColumns,
  type ScannerExports,
} from '../../traces';
import { BrokenInstallation } from './broken-installation';
import { loadInput } from './load-input';
import type { FilePart } from './parts';
import { describeSystemError } from './system-error';
import type { TraceInput } from './trace-input';
import { Turn } from './turn';

/** A part of an input, or an input as a whole. */
export interface ReadTask {
  readonly input: TraceInput;
  readonly part: FilePart | null;
}

/** What there is to say of a part that was read. */
export interface PartOutcome {
  readonly outcome: ContentOutcome;
  /** What was read of the file, as it is stored. */
  readonly bytes: number;
  /** False where a part can't be read apart from the others after all: what is here is of no use. */
  readonly apart: boolean;
}

/** What was read of it, too, as plain data. */
export interface ReadPart extends PartOutcome {
  readonly columns: PackedColumns;
}

/** Memory to read files into, one after another. */
export function newChunk(): Uint8Array {
  return new Uint8Array(1 << 20);
}

/** More bytes of values than these are forgotten, to be packed anew where they come again. */
const MOST_VALUES = 1 << 24;

/** Reads tasks into columns of its own, one after another, so that values are interned, and sent, once. */
export class TaskReader {
  readonly #request: FetchRequest;
  readonly #openScanner: OpenScanner;
  readonly #catalog: boolean;
  readonly #chunk = newChunk();
  #builder: ColumnsBuilder | undefined;
  #scanner: ScannerExports | undefined;
  /** The code of the first value that was not packed yet. */
  #firstValue = 1;

  /** @param catalog whether to collect one */
  constructor(request: FetchRequest, openScanner: OpenScanner, catalog: boolean) {
    this.#request = request;
    this.#openScanner = openScanner;
    this.#catalog = catalog;
  }

  /** What was seen of all tasks; null where nobody wants that. */
  catalog(): PackedCatalog | null {
    return this.#builder?.catalog?.pack() ?? null;
  }

  /** What is read is good until the next task. What can't be read is a problem. */
  async read({ input, part }: ReadTask): Promise<ReadPart> {
    const builder = this.#emptyBuilder();
    const read = part === null ? await readWhole(input, builder) : readFilePart(input, part, builder, this.#chunk);
    const columns = packColumns(builder, this.#firstValue);
    this.#firstValue = builder.values.size;
    return { ...read, columns };
  }

  #emptyBuilder(): ColumnsBuilder {
    if (this.#builder !== undefined && this.#builder.values.length <= MOST_VALUES) {
      this.#builder.clear();
      return this.#builder;
    }
    const openScanner = () => {
      this.#scanner ??= this.#openScanner();
      return this.#scanner;
    };
    const seen = this.catalog();
    this.#builder = new ColumnsBuilder(this.#request, { catalog: this.#catalog, openScanner, absorbed: true });
    if (seen !== null) this.#builder.catalog?.absorb(seen);
    this.#firstValue = 1;
    return this.#builder;
  }
}

async function readWhole(input: TraceInput, builder: ColumnsBuilder): Promise<PartOutcome> {
  const turn = new Turn({}, { path: input.path, input: 1, inputs: 1 }, builder);
  const { outcome, bytes } = await loadInput(input, builder, turn);
  return { outcome, bytes, apart: true };
}

/**
 * Reads a part of a file into a builder.
 * @param chunk memory to read into
 * @param number the file's in the builder, if it has one already
 */
export function readFilePart(
  input: TraceInput,
  part: FilePart,
  builder: ColumnsBuilder,
  chunk: Uint8Array,
  number?: number,
): PartOutcome {
  const { path, named, file } = input;
  const behind = part.format === null ? {} : { behind: { format: part.format, start: part.start } };
  const reader = new ContentReader(builder, { path, named, number, ...behind });
  let apart = true;
  try {
    const descriptor = openSync(file, 'r');
    try {
      feed(descriptor, part, reader, chunk);
      if (part.isLast) reader.end();
      else apart = reader.endBefore(readAt(descriptor, part.end, part.head)) !== null;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof BrokenInstallation) throw error;
    reader.fail(describeSystemError(error));
  }
  builder.settle();
  return { outcome: reader.outcome(), bytes: part.end - part.start, apart };
}

function feed(descriptor: number, { start, end }: FilePart, reader: ContentReader, buffer: Uint8Array): void {
  for (let at = start; at < end; ) {
    const length = readSync(descriptor, buffer, 0, Math.min(buffer.length, end - at), at);
    // it has become shorter
    if (length === 0) return;
    reader.write(buffer.subarray(0, length));
    at += length;
  }
}

function readAt(descriptor: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
}
