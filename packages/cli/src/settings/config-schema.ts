import { COLOR_MODES } from '../session/colors.ts';
import { PROGRESS_MODES } from '../session/progress.ts';
import { SETTINGS, type SettingName } from './settings.ts';

const TYPES: Record<SettingName, Record<string, unknown>> = {
  color: { enum: [...COLOR_MODES] },
  progress: { enum: [...PROGRESS_MODES] },
  jobs: { type: 'integer', minimum: 1 },
  readAhead: { anyOf: [{ const: 'auto' }, { type: 'integer', minimum: 0, maximum: 1024 }] },
  maxSize: { type: ['string', 'integer'] },
  bodyModel: { type: ['string', 'array'], items: { type: 'string' } },
  strict: { type: 'boolean' },
  errorOnWarnings: { type: 'boolean' },
  maxDiagnostics: { type: 'integer', minimum: 0 },
  severity: {
    type: 'object',
    propertyNames: { pattern: '^OUT\\d{4}$' },
    additionalProperties: { enum: ['off', 'info', 'warning', 'error'] },
  },
};

/** JSON Schema (2020-12) of `outlay.config.json`. */
export function configJsonSchema(): Record<string, unknown> {
  const properties = (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const { doc, fallback } = SETTINGS[name];
    return [name, { ...TYPES[name], description: doc, ...(fallback === undefined ? {} : { default: fallback }) }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://outlay.dev/schema/config-1.json',
    title: 'outlay configuration',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
