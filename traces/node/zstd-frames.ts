import { BadEnvelope } from './envelope';

const MAGIC = 0xfd2fb528;
const RLE_BLOCK = 1;

/** Bytes of the dictionary id and of the content size, by their flags in the frame header's descriptor. */
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
const SIZE_BYTES = [0, 2, 4, 8] as const;

type Part = 'magic' | 'descriptor' | 'header' | 'block' | 'content' | 'checksum' | 'skippable' | 'skipped';

/**
 * Finds where zstd frames end (RFC 8878, section 3.1) without decoding them: decoders stop behind the first frame,
 * and what writes logs writes many. Takes bytes as they come.
 */
export class ZstdFrameWalker {
  /** What comes next, and how many bytes of it. */
  #part: Part = 'magic';
  #need = 4;
  #value = 0;
  #got = 0;
  #hasChecksum = false;
  #lastBlock = false;
  /** Whether the frame at hand has no content. */
  skippable = false;

  /** Whether no frame is begun. */
  get between(): boolean {
    return this.#part === 'magic' && this.#got === 0;
  }

  /**
   * @returns where the frame at hand ends in `bytes`, at or behind `start`; -1 if it goes on behind them
   * @throws BadEnvelope where there is no frame
   */
  walk(bytes: Uint8Array, start: number): number {
    let at = start;
    while (at < bytes.length || this.#need === 0) {
      at = this.#take(bytes, at);
      if (this.#got < this.#need) return -1;
      if (this.#endPart()) return at;
    }
    return -1;
  }

  /** Little-endian numbers are put together; contents are passed over. */
  #take(bytes: Uint8Array, start: number): number {
    const length = Math.min(bytes.length - start, this.#need - this.#got);
    if (this.#need <= 4) {
      for (let i = 0; i < length; i++) this.#value += bytes[start + i]! * 2 ** (8 * (this.#got + i));
    }
    this.#got += length;
    return start + length;
  }

  /** @returns whether the frame ends here */
  #endPart(): boolean {
    const value = this.#value;
    switch (this.#part) {
      case 'magic':
        this.skippable = value >>> 4 === 0x184d2a5;
        if (value !== MAGIC && !this.skippable) throw new BadEnvelope('it can’t be unpacked further: no zstd frame');
        return this.skippable ? this.#expect('skippable', 4) : this.#expect('descriptor', 1);
      case 'descriptor':
        return this.#readDescriptor(value);
      case 'header':
        return this.#expect('block', 3);
      case 'block':
        return this.#readBlockHeader(value);
      case 'content':
        if (!this.#lastBlock) return this.#expect('block', 3);
        return this.#hasChecksum ? this.#expect('checksum', 4) : this.#endFrame();
      case 'skippable':
        return this.#expect('skipped', value);
      default:
        return this.#endFrame();
    }
  }

  #readDescriptor(descriptor: number): boolean {
    const singleSegment = (descriptor & 0x20) !== 0;
    const sizeFlag = descriptor >> 6;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const size = sizeFlag === 0 && singleSegment ? 1 : SIZE_BYTES[sizeFlag]!;
    return this.#expect('header', (singleSegment ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3]! + size);
  }

  #readBlockHeader(header: number): boolean {
    this.#lastBlock = (header & 1) !== 0;
    const isRle = ((header >> 1) & 3) === RLE_BLOCK;
    return this.#expect('content', isRle ? 1 : header >>> 3);
  }

  #endFrame(): boolean {
    this.#expect('magic', 4);
    return true;
  }

  #expect(part: Part, need: number): false {
    this.#part = part;
    this.#need = need;
    this.#value = 0;
    this.#got = 0;
    return false;
  }
}
