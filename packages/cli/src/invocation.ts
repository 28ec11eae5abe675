/**
 * What every command needs once it runs, and no help text does.
 * @module
 */
export { colorsFor } from './colors.ts';
export { loadSettings } from './config.ts';
export { renderDiagnostic } from './render/diagnostics.ts';
export { present } from './render/present.ts';
export { openSession } from './session.ts';
