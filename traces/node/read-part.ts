import { closeSync, openSync, readSync } from 'node:fs';
import type { FetchRequest } from '../../engine';
import {
  ColumnsBuilder,
  type ContentOutcome,
  ContentReader,
  type OpenScanner,
  type PackedColumns,
  packColumns,
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

/** What was read of it, as plain data. */
export interface ReadPart {
  readonly outcome: ContentOutcome;
  readonly columns: PackedColumns;
  /** What was read of the file, as it is stored. */
  readonly bytes: number;
  /** False where a part can't be read apart from the others after all: what is here is of no use. */
  readonly apart: boolean;
}

/** Memory that is filled again and again, so that no garbage piles up. */
export class ReadingRoom {
  readonly chunk = new Uint8Array(1 << 20);
  rows: ColumnsBuilder['spans'] | undefined;
}

export interface ReadTaskOptions {
  readonly openScanner: OpenScanner;
  /** What tasks use one after another. */
  readonly room: ReadingRoom;
}

/** Reads what a task says. What can't be read is a problem. */
export async function readTask(
  task: ReadTask,
  request: FetchRequest,
  { openScanner, room }: ReadTaskOptions,
): Promise<ReadPart> {
  const builder = new ColumnsBuilder(request, { openScanner, rows: room.rows });
  room.rows = builder.spans;
  const { input, part } = task;
  if (part !== null) return readFilePart(input, part, builder, room.chunk);
  const turn = new Turn({}, { path: input.path, input: 1, inputs: 1 }, builder);
  const { outcome, bytes } = await loadInput(input, builder, turn);
  return { outcome, columns: packColumns(builder), bytes, apart: true };
}

function readFilePart(input: TraceInput, part: FilePart, builder: ColumnsBuilder, chunk: Uint8Array): ReadPart {
  const { path, named, file } = input;
  const behind = part.format === null ? {} : { behind: { format: part.format, start: part.start } };
  const reader = new ContentReader(builder, { path, named, ...behind });
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
  return { outcome: reader.outcome(), columns: packColumns(builder), bytes: part.end - part.start, apart };
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
