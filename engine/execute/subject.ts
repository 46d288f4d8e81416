import type { GroupDomain } from './group/domain';

/** The subject being judged, read by what evaluates conditions. One object, changed from subject to subject. */
export class Subject {
  /** The trace that has and aggregates search; -1 in groups. */
  trace = -1;
  /** Absence is no evidence now: the subject is incomplete and an obligation is read, or its window is cut. */
  open = false;
  /** The group's keys as codes of `Values`. */
  keys: readonly number[] = [];
  /** The group, or window of it, that has and aggregates search; null in traces. */
  group: GroupDomain | null = null;
  /** The window's length in seconds; null without one. */
  windowSeconds: number | null = null;
}
