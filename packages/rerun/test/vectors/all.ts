import * as blueprints from './blueprints.ts';
import * as images from './images.ts';
import * as plots from './plots.ts';
import * as semantics from './semantics.ts';
import * as spatial from './spatial.ts';
import type { Vector } from './vector.ts';

const modules: readonly Readonly<Record<string, unknown>>[] = [images, spatial, plots, semantics, blueprints];

/** Every golden recording that we write too, by name. */
export const VECTORS: readonly Vector[] = modules
  .flatMap((module) => Object.values(module))
  .filter((value): value is Vector => typeof value === 'object' && value !== null && 'name' in value)
  .sort((a, b) => (a.name < b.name ? -1 : 1));
