/**
 * The server of `outlay view` as a function from a request to a response, over whatever holds experiments.
 * `@outlay/view/node` serves folders.
 * @module
 */

export type { FoundRun, RunLibrary } from './runs/run-source.ts';
export type { StaticSelection } from './static/narrow-run.ts';
export {
  predictStaticSite,
  type StaticFile,
  type StaticSiteOptions,
  type StaticSize,
  staticSite,
} from './static/static-site.ts';
export { createViewOver, type ViewServer, type ViewServerOptions } from './view.ts';
export { type AccessOptions, LOOPBACK } from './web/access.ts';
export { FaultError, type Refusal, VIEW_CODES, type ViewCode } from './web/fault.ts';
export type { Asset, PageAssets } from './web/page-assets.ts';
