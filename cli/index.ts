export { runCommandLine } from './command-line';
export { ExitCode } from './exit-code';
export type { Io, OutputStream, Setup } from './io';
