import { ClearIsRecursive } from '../components.ts';
import { defineArchetype, required } from './define-archetype.ts';

/**
 * From this row on nothing older is shown for the entity; with `recursive`, nor for everything below it. Does not touch
 * static data.
 */
export const Clear = defineArchetype(
  'Clear',
  { isRecursive: required(ClearIsRecursive) },
  ({ recursive }: { readonly recursive: boolean }) => ({ isRecursive: recursive }),
);
