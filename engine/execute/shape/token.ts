const MIN_LENGTH = 20;
// what random hex and random base64 of this length nearly always exceed, and words nearly never
const MIN_BITS_OF_HEX = 3;
const MIN_BITS = 3.5;

/** 20 characters or more of an alphabet that secrets are written in, letters and digits mixed, of high entropy. */
export function isToken(text: string): boolean {
  if (text.length < MIN_LENGTH || !/^[A-Za-z0-9+/_=.~-]+$/.test(text)) return false;
  if (!/[A-Za-z]/.test(text) || !/[0-9]/.test(text)) return false;
  return bitsPerCharacter(text) >= (/^[0-9A-Fa-f]+$/.test(text) ? MIN_BITS_OF_HEX : MIN_BITS);
}

/** Shannon's entropy of how often each character stands in the text. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
