import { setFlagsFromString } from 'node:v8';

/** Bytes of code that a function may run before V8 compiles it once more, with care: V8's own choice. */
const USUAL_BUDGET = 13_000_000;
/** Worth it after some hundred thousand statements. */
const PATIENT_BUDGET = 2_000_000_000;

/**
 * Makes a WebAssembly module that V8 is slow to compile with care. The grammar of the SQL parser is one function; compiling it
 * a second time takes 500 MB and half a second of a processor, more than reading the statements of most projects.
 */
export async function withPatientTiers<T>(make: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--wasm-tiering-budget=${PATIENT_BUDGET}`);
  try {
    return await make();
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL_BUDGET}`);
  }
}
