import { component } from './codec.ts';
import { texts } from './texts.ts';

/** A media type out of those that viewers can show for an archetype; any other would show nothing, silently. */
export const mediaTypeOf = (...allowed: readonly string[]) =>
  component(
    'MediaType',
    texts((text) => (allowed.includes(text) ? undefined : `one of ${allowed.join(', ')}`)),
  );
