/**
 * Folders and temporary files on disks that several machines share.
 * @module
 */
export { makeFolder } from './make-folder.ts';
export { isProcessAlive, thisMachine } from './process-place.ts';
export { openTemporary, removeAbandoned, type TemporaryFile } from './temporary-files.ts';
