import { closeSync, openSync, readSync } from 'node:fs';

// What readers are compared with: JSON.parse for each line, without and with making columns of it.

type Json = Record<string, never>;

/** Rows of codes, as a reader on JSON.parse would have to make them to get the same columns. */
export class ParsedColumns {
  readonly #codes = new Map<string, number>();
  readonly #columns: number[][] = Array.from({ length: 12 }, () => []);
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  get rows(): number {
    return this.#columns[0]!.length;
  }

  add(line: string): void {
    for (const block of JSON.parse(line).resourceSpans) {
      const service = this.#find(block.resource.attributes, 'service.name');
      for (const { spans } of block.scopeSpans) for (const span of spans) this.#addSpan(span, service);
    }
  }

  #addSpan(span: Record<string, never>, service: number): void {
    const start = BigInt(span.startTimeUnixNano!);
    const end = BigInt(span.endTimeUnixNano!);
    const ids = [span.traceId!, span.spanId!, span.parentSpanId!, span.name!].map((value) => this.#code(value));
    const times = [Number(start / 1_000_000_000n), Number(start % 1_000_000_000n), Number(end - start)];
    const attributes = this.#keys.map((key) => this.#find(span.attributes!, key));
    [...ids, span.kind!, service, ...times, ...attributes].forEach((value, column) => {
      this.#columns[column]!.push(value);
    });
  }

  #code(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    this.#codes.set(value, this.#codes.size + 1);
    return this.#codes.size;
  }

  #find(attributes: readonly Json[], key: string): number {
    const value = attributes.find((attribute) => attribute.key === key)?.value as Json | undefined;
    return value === undefined ? 0 : this.#code(String(Object.values(value)[0]));
  }
}

/** Each line of some bytes. */
export function forEachLine(bytes: Buffer, visit: (line: string) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    visit(bytes.toString('utf8', at, end));
    at = end + 1;
  }
}

/** Each line of a file that begins from `start` to `end - 1`, read bit by bit. */
export function forEachLineOf(file: string, start: number, end: number, visit: (line: string) => void): void {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  let at = start;
  let skipping = start > 0;
  for (let lineAt = start; lineAt < end || skipping; ) {
    const length = readSync(descriptor, buffer, 0, buffer.length, at);
    if (length === 0) break;
    at += length;
    const bytes = Buffer.concat([rest, buffer.subarray(0, length)]);
    let from = 0;
    for (let stop = bytes.indexOf(10); stop >= 0 && (lineAt < end || skipping); stop = bytes.indexOf(10, from)) {
      if (!skipping) visit(bytes.toString('utf8', from, stop));
      skipping = false;
      lineAt += stop + 1 - from;
      from = stop + 1;
    }
    rest = bytes.subarray(from);
  }
  closeSync(descriptor);
}
