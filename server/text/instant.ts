const PER_SECOND = 1_000_000_000n;

/** RFC 3339 with nanoseconds, UTC. */
export function instantText(nanoseconds: bigint): string {
  // rounding towards minus infinity, so that instants before 1970 come out right
  const part = ((nanoseconds % PER_SECOND) + PER_SECOND) % PER_SECOND;
  const milliseconds = Number((nanoseconds - part) / 1_000_000n);
  const seconds = new Date(milliseconds).toISOString().slice(0, -'.000Z'.length);
  return `${seconds}.${part.toString().padStart(9, '0')}Z`;
}

/** A length of time in the largest unit that keeps it above one: `1.5 ms`. */
export function durationText(nanoseconds: bigint): string {
  const units: readonly [bigint, string][] = [
    [3_600_000_000_000n, 'h'],
    [60_000_000_000n, 'min'],
    [PER_SECOND, 's'],
    [1_000_000n, 'ms'],
    [1_000n, 'µs'],
  ];
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const [unit, name] = units.find(([length]) => size >= length) ?? [1n, 'ns'];
  return `${Number(((nanoseconds * 1000n) / unit).toString()) / 1000} ${name}`;
}
