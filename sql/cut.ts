const SIZES: ReadonlySet<number> = new Set([255, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072]);

/** Why a text looks as if its end is missing: exporters cut at such lengths, or say so. Undefined if it doesn't. */
export function cutBy(text: string): string | undefined {
  const trimmed = text.trimEnd();
  if (trimmed.endsWith('…') || trimmed.endsWith('...')) return 'the text was cut: it ends in an ellipsis';
  return SIZES.has(text.length)
    ? `the text may have been cut: it is exactly ${text.length} characters long`
    : undefined;
}
