import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
} from 'langium';
import {
  RingfenceGeneratedModule,
  RingfenceGeneratedSharedModule,
  RingfenceLanguageMetaData,
} from '../generated/module';
import { CountingMessages } from './mistakes';
import { ContextualTokenBuilder } from './tokens';

/** What the language changes in Langium's core services; the server adds its own on top. */
export const RingfenceCoreModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new ContextualTokenBuilder(),
    ParserErrorMessageProvider: () => new CountingMessages(),
    // the tree keeps tokens as written (quotes and escapes included): holes and diagnostics need the offsets
    ValueConverter: () => ({ convert: (input) => input }),
  },
};

export interface RingfenceCoreServices {
  shared: LangiumSharedCoreServices;
  ringfence: LangiumCoreServices;
}

/**
 * Parser services without a file system or an editor. Building the parser takes long: share one. With `checked`, tokens and
 * grammar are validated first, which takes longer than all the rest and can only fail where one of them was changed.
 */
export function createCoreServices({ checked = false } = {}): RingfenceCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), RingfenceGeneratedSharedModule);
  const mode: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
    LanguageMetaData: () => ({ ...RingfenceLanguageMetaData, mode: checked ? 'development' : 'production' }),
  };
  const ringfence = inject(createDefaultCoreModule({ shared }), RingfenceGeneratedModule, RingfenceCoreModule, mode);
  shared.ServiceRegistry.register(ringfence);
  return { shared, ringfence };
}
