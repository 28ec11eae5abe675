/**
 * `outlay view` on the disks of a machine, listening where it is told to.
 * @module
 */
export type { ViewServer } from '../view.ts';
export { type CreateViewOptions, createView } from './create-view.ts';
export { type Listening, type ListenOptions, listen } from './listen.ts';
export { nodeListener } from './listener.ts';
export { type PageFile, pageFolder } from './page-folder.ts';
export { type ResultsOptions, resultsLibrary } from './results-library.ts';
export { type WrittenFile, writeStaticSite } from './write-static-site.ts';
