import type { BuildOptions } from 'esbuild';

export declare function bundleOptions(options?: { dev?: boolean }): BuildOptions[];
