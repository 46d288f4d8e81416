import type { TextShape } from '../../plan/condition';
import { isCard } from './card';
import { isIp } from './ip';
import { isToken } from './token';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;
// numbers that were never given out are none: areas 000, 666 and from 900, group 00, serial 0000
const SSN = /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/;
// a header and a payload are JSON objects, which begin with {" in base64url; unsigned ones end with the dot
const JWT = /^eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const SEQUENTIAL = /^(0|[1-9][0-9]*)$/;

/** Tests of a whole text, each in linear time. */
export const SHAPES: Record<TextShape, (text: string) => boolean> = {
  uuid: (text) => UUID.test(text),
  token: isToken,
  email: (text) => text.length <= 254 && EMAIL.test(text),
  ssn: (text) => SSN.test(text),
  card: isCard,
  jwt: (text) => JWT.test(text),
  ip: isIp,
  sequential: (text) => SEQUENTIAL.test(text),
};
