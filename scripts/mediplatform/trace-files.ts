import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

const BUFFER = 1 << 20;
const NEWLINE = new Uint8Array([0x0a]);

/** Bytes to a file, in large writes. Always holds less than one buffer, whatever the file's size. */
class FileWriter {
  readonly #file: number;
  readonly #buffer = new Uint8Array(BUFFER);
  #used = 0;
  bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  write(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.#used + chunk.length > BUFFER) this.#flush();
    if (chunk.length > BUFFER) {
      writeAll(this.#file, chunk);
    } else {
      this.#buffer.set(chunk, this.#used);
      this.#used += chunk.length;
    }
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeAll(this.#file, this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

function writeAll(file: number, chunk: Uint8Array): void {
  for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
}

/** One file for each month: the first as OTLP JSON lines, later ones as OTLP protobuf. */
export class TraceFiles {
  readonly #folder: string;
  readonly #files = new Map<string, { name: string; writer: FileWriter; json: boolean }>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Writes one request: a line of JSON, or a message; protobuf messages of this type one after another are one. */
  write(month: string, spans: ReadableSpan[]): void {
    const { writer, json } = this.#fileOf(month);
    const bytes = (json ? JsonTraceSerializer : ProtobufTraceSerializer).serializeRequest(spans);
    if (bytes === undefined) throw new Error('The serializer gave no bytes.');
    writer.write(bytes);
    if (json) writer.write(NEWLINE);
  }

  close(): { name: string; bytes: number }[] {
    return [...this.#files.values()].map(({ name, writer }) => {
      writer.close();
      return { name, bytes: writer.bytes };
    });
  }

  #fileOf(month: string) {
    const known = this.#files.get(month);
    if (known !== undefined) return known;
    const json = this.#files.size === 0;
    const name = `${month}.${json ? 'jsonl' : 'binpb'}`;
    const file = { name, json, writer: new FileWriter(join(this.#folder, name)) };
    this.#files.set(month, file);
    return file;
  }
}
