const V4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;

/** An IPv4 address in dotted decimals, or an IPv6 address as RFC 4291 writes them. */
export function isIp(text: string): boolean {
  return V4.test(text) || isV6(text);
}

function isV6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map((half, i) => countGroups(half, i === halves.length - 1));
  if (counts.includes(-1)) return false;
  const groups = counts.reduce((a, b) => a + b, 0);
  // "::" stands for one group of zeros or more
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** 16-bit groups; -1 where one is none. The last may be an IPv4 address, which counts as two. */
function countGroups(half: string, last: boolean): number {
  if (half === '') return 0;
  const parts = half.split(':');
  const endsInV4 = last && V4.test(parts.at(-1)!);
  const groups = endsInV4 ? parts.slice(0, -1) : parts;
  if (!groups.every((group) => GROUP.test(group))) return -1;
  return groups.length + (endsInV4 ? 2 : 0);
}
