import type { createTranslator, Messages } from 'next-intl';

/** A translator over the whole catalogue, as handed out when no namespace is asked for. */
export type Translator = ReturnType<typeof createTranslator<Messages, never>>;
