export interface LoadProgress {
  readonly path: string;
  /** Which input this is, from 1 on, and how many there are. */
  readonly input: number;
  readonly inputs: number;
  /** Of this input, as stored; `size` is 0 where it isn't known. */
  readonly bytes: number;
  readonly size: number;
  /** In all inputs so far. */
  readonly spans: number;
}
