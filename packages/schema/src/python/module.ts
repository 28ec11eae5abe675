/**
 * The layout as one Python module, because the trainers that write the folders are Python.
 * @module
 */
import { MODULE_TEXT } from './module-text.ts';

/** File name under which the module is imported. */
export const PYTHON_MODULE_NAME = 'outlay_layout.py';

/**
 * Source text of a Python module (3.9+, standard library only): the package `outlay` of `python/` in one file. It has
 * the same constants, path builders and parsers as this package, the manifest read, merged and written in one step,
 * writers of metric tables and arrays, and a check of structure.
 * @param options.release Version of the tool that writes it, for the header.
 */
export function pythonModule(options: { readonly release: string }): string {
  return MODULE_TEXT.replace('<release>', options.release);
}
