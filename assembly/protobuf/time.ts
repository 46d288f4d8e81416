/** The time that was read last. */
export let seconds: u32 = 0;
export let nanoseconds: u32 = 0;

/** Reads nanoseconds since the epoch, up to 2106. */
export function readTime(at: usize): usize {
  const value = load<u64>(at);
  const whole = value / 1_000_000_000;
  if (whole > 0xffff_ffff) return 0;
  seconds = u32(whole);
  nanoseconds = u32(value - whole * 1_000_000_000);
  return at + 8;
}
