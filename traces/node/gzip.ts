import { createGunzip } from 'node:zlib';
import type { Envelope } from './envelope';
import { through } from './through';

/** One gzip member, or several one after another. */
export const gzip: Envelope = {
  suffix: '+gzip',
  recognises: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8,
  unpack: (stored) => through(stored, createGunzip()),
};
