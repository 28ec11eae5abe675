/**
 * The server of `outlay view` as a function from a request to a response.
 * @module
 */
export type { Site } from './api.ts';
