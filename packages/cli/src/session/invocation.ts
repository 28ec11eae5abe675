/**
 * What every command needs once it runs, and no help text does.
 * @module
 */

export { renderDiagnostic } from '../render/diagnostics.ts';
export { present } from '../report/present.ts';
export { loadSettings } from '../settings/settings.ts';
export { colorsFor } from './colors.ts';
export { openSession } from './session.ts';
