/** How many are asked at once: enough that a call for each operator doesn't count, few enough that what lies between operators stays in the cache. */
export const BATCH_SIZE = 1024;

/** A frame that has more candidates is asked alone: nearly always the first of many will do. No more than fit into a batch. */
export const MOST_CANDIDATES = 16;
