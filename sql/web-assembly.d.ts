// The one part of WebAssembly that is used: present in Node, browsers and workers alike.

declare namespace WebAssembly {
  interface Instance {
    readonly exports: object;
  }
  function instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: Instance }>;
}
