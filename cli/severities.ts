import type { Severity } from '../engine';

/** The most severe first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
