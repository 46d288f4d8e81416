import { styleText } from 'node:util';
import type { Io } from '../io';

export type Colour = Parameters<typeof styleText>[0];

/** Colours text, or leaves it as it is. */
export type Style = (format: Colour, text: string) => string;

export const plain: Style = (_format, text) => text;
export const coloured: Style = (format, text) => styleText(format, text, { validateStream: false });

/** Colour on a terminal that shows it, and where nobody said no (https://no-color.org). */
export function styleFor(stream: { readonly isTTY?: boolean }, env: Io['env'], noColor: boolean): Style {
  if (noColor || env.NO_COLOR || env.TERM === 'dumb') return plain;
  return stream.isTTY ? coloured : plain;
}
