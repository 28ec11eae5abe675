/**
 * The output layout v1 as a typed contract. Depends on zod, does no I/O.
 *
 * ```ts
 * import { parseManifest, entityPath } from '@outlay/schema';
 * const manifest = parseManifest(await readFile('manifest.json', 'utf8'));
 * entityPath.nvsCamera(30, 'pred', 4); // /evaluation/epoch_0030/nvs/pred/cam_4
 * ```
 * @module
 */
export { type Diagnostic, SEVERITIES, type Severity } from './diagnostic.ts';
export { manifestJsonSchema } from './json-schema.ts';
export {
  describeManifestProblem,
  formatManifest,
  listedEpochs,
  MANIFEST_KEYS,
  MANIFEST_MAX_BYTES,
  MANIFEST_MAX_DEPTH,
  type Manifest,
  ManifestError,
  type ManifestProblem,
  type ManifestResult,
  manifestSchema,
  misspeltKeys,
  parseManifest,
  REQUIRED_MANIFEST_KEYS,
  safeParseManifest,
} from './manifest.ts';
export { addEpoch, mergeManifest } from './manifest-merge.ts';
export * from './names.ts';
