import type { ColumnsBuilder } from '../columns/builder';
import type { ProblemList } from '../problem-list';
import type { ReadContext, TraceReader } from '../reader';
import { OtlpProtobufReader } from './otlp-protobuf-reader';

const LENGTH_BYTES = 4;

/** Reads messages that each stand behind their length; a fault in one of them costs no other. */
export class FramedProtobufReader implements TraceReader {
  readonly #message: OtlpProtobufReader;
  readonly #builder: ColumnsBuilder;
  readonly #problems: ProblemList;
  /** Of the content, behind what was read. */
  #offset = 0;
  #length = 0;
  /** How many bytes of a length are still to come, and of a message. */
  #lengthBytes = LENGTH_BYTES;
  #remaining = 0;

  /** @param start how many bytes of the content are left to others; a length stands there */
  constructor(context: ReadContext, start = 0) {
    this.#offset = start;
    this.#message = new OtlpProtobufReader(context);
    this.#builder = context.builder;
    this.#problems = context.problems;
  }

  write(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#lengthBytes > 0) this.#takeLengthByte(bytes[at++]!);
      else {
        const end = Math.min(bytes.length, at + this.#remaining);
        this.#message.write(bytes.subarray(at, end));
        this.#remaining -= end - at;
        this.#offset += end - at;
        at = end;
      }
      if (this.#lengthBytes === 0 && this.#remaining === 0) this.#endMessage();
    }
  }

  end(): void {
    this.#endRest();
    this.#builder.settle();
  }

  #endRest(): void {
    if (this.#lengthBytes === 0) this.#endMessage();
    else if (this.#lengthBytes < LENGTH_BYTES) {
      this.#problems.add(0, this.#offset, 'the content ends inside a length: it was cut short', 'nothing else');
    }
  }

  endBefore(): number | null {
    return this.#lengthBytes === LENGTH_BYTES ? 0 : null;
  }

  #takeLengthByte(byte: number): void {
    this.#length = this.#length * 256 + byte;
    this.#offset++;
    if (--this.#lengthBytes > 0) return;
    this.#remaining = this.#length;
    this.#message.restart(this.#offset);
  }

  #endMessage(): void {
    this.#message.endMessage();
    this.#length = 0;
    this.#lengthBytes = LENGTH_BYTES;
  }
}
