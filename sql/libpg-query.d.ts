// The package types its stock entry, which loads its own wasm file; this is the factory behind it.
declare module 'libpg-query/wasm/libpg-query.js' {
  /** The parts of the compiled parser that are called. Addresses are numbers; strings are UTF-8, zero-terminated. */
  export interface PgQueryModule {
    _malloc(bytes: number): number;
    _free(address: number): void;
    _wasm_parse_query_raw(text: number): number;
    _wasm_free_parse_result(result: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, address: number, bytes: number): void;
    UTF8ToString(address: number): string;
    getValue(address: number, type: 'i32'): number;
  }

  /** Without `instantiateWasm` it looks for a file beside itself. That promise never rejects. */
  const create: (options: {
    instantiateWasm(imports: object, done: (instance: WebAssembly.Instance) => void): void;
    print(line: string): void;
    printErr(line: string): void;
  }) => Promise<PgQueryModule>;
  // biome-ignore lint/style/noDefaultExport: the package's own shape
  export default create;
}
