/** 13 to 19 digits, single spaces or dashes between them, that satisfy Luhn's check and don't begin with 0. */
export function isCard(text: string): boolean {
  if (text.length > 40 || !/^[1-9](?:[ -]?[0-9]){12,18}$/.test(text)) return false;
  let sum = 0;
  let doubled = false;
  for (let i = text.length - 1; i >= 0; i--) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0) continue;
    const weighed = doubled ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
    doubled = !doubled;
  }
  return sum % 10 === 0;
}
