import { closeSync, openSync, readSync } from 'node:fs';
import type { FetchRequest } from '../../engine';
import {
  ColumnsBuilder,
  type ContentOutcome,
  ContentReader,
  type OpenScanner,
  type PackedColumns,
  packColumns,
  type ScannerExports,
} from '../../traces';
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

/** What tasks use one after another, so that no garbage piles up. */
export class ReadingRoom {
  readonly chunk = new Uint8Array(1 << 20);
  rows: ColumnsBuilder['spans'] | undefined;
  readonly openScanner: OpenScanner;
  #scanner: ScannerExports | undefined;

  constructor(openScanner: OpenScanner) {
    this.openScanner = () => {
      this.#scanner ??= openScanner();
      return this.#scanner;
    };
  }
}

/** Reads what a task says into columns of its own. What can't be read is a problem. */
export async function readTask({ input, part }: ReadTask, request: FetchRequest, room: ReadingRoom): Promise<ReadPart> {
  const builder = new ColumnsBuilder(request, { openScanner: room.openScanner, rows: room.rows });
  room.rows = builder.spans;
  const read = part === null ? await readWhole(input, builder) : readFilePart(input, part, builder, room.chunk);
  return { ...read, columns: packColumns(builder) };
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
