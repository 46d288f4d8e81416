import type { LangiumCoreServices } from 'langium';
import { createCoreServices } from './services';

let services: LangiumCoreServices | undefined;

/** The one parser of this process; building it costs more than parsing a file. */
export function parserServices(): LangiumCoreServices {
  services ??= createCoreServices().ringfence;
  return services;
}
