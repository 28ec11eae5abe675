import * as z from 'zod/mini';
import { manifestSchema } from './manifest.ts';

/** JSON Schema (2020-12) of `manifest.json`, for editors and other languages. */
export function manifestJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(manifestSchema(), { target: 'draft-2020-12' }) as Record<string, unknown>;
  return { $id: 'https://outlay.dev/schema/v1/manifest.json', title: 'outlay manifest v1', ...schema };
}
