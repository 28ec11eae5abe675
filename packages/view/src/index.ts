/**
 * The server of `outlay view` as a function from a request to a response, over whatever holds experiments.
 * `@outlay/view/node` serves folders.
 * @module
 */
export { type AccessOptions, LOOPBACK } from './access.ts';
export { FaultError, type Refusal, VIEW_CODES, type ViewCode } from './fault.ts';
export type { Asset, PageAssets } from './page-assets.ts';
export type { FoundRun, RunLibrary } from './run-source.ts';
export type { StaticSelection } from './static/narrow-run.ts';
export {
  predictStaticSite,
  type StaticFile,
  type StaticSiteOptions,
  type StaticSize,
  staticSite,
} from './static/static-site.ts';
export { createViewOver, type ViewServer, type ViewServerOptions } from './view.ts';
