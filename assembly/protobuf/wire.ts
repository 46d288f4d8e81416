// Functions take a position and where the bytes end that they may read, and return the one behind what they read, or 0
// where that is not what they expect. Some bytes behind the end can be read, though nothing is made of them.

/** The lengths and wire types of what is passed. */
const VARINT: u32 = 0;
const FIXED64: u32 = 1;
const LENGTH_DELIMITED: u32 = 2;
const FIXED32: u32 = 5;

/** The varint that was read last. */
export let varint: u64 = 0;
/** Where what is behind the length that was read last ends. */
export let stop: usize = 0;

export function readVarint(start: usize, end: usize): usize {
  let at = start;
  varint = 0;
  for (let shift: u64 = 0; shift < 70; shift += 7) {
    const byte = load<u8>(at++);
    varint |= u64(byte & 0x7f) << shift;
    if (byte < 0x80) return at <= end ? at : 0;
  }
  return 0;
}

/** Reads a length, of something that ends at `end` at the latest: `stop` is where. */
export function readLength(at: usize, end: usize): usize {
  let length = usize(load<u8>(at));
  let from = at + 1;
  if (length >= 0x80) {
    from = readVarint(at, end);
    // more than the memory could have
    if (from === 0 || varint >= 0x4000_0000) return 0;
    length = usize(varint);
  }
  stop = from + length;
  return stop <= end ? from : 0;
}

/** Passes a field, tag included, whatever it is. */
export function passField(at: usize, end: usize): usize {
  const from = readVarint(at, end);
  // a tag that is written longer than need be may be one that counts
  const isLong = from !== at + 1;
  if (from === 0 || varint < 8 || varint > 0xffff_ffff || (isLong && varint < 0x80)) return 0;
  switch (u32(varint) & 7) {
    case VARINT:
      return readVarint(from, end);
    case FIXED64:
      return within(from + 8, end);
    case LENGTH_DELIMITED:
      return readLength(from, end) === 0 ? 0 : stop;
    case FIXED32:
      return within(from + 4, end);
    default:
      return 0;
  }
}

function within(at: usize, end: usize): usize {
  return at <= end ? at : 0;
}
