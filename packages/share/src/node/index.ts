/**
 * What needs a machine with files.
 * @module
 */
export { FolderStore } from './folder-store.ts';
export { hashFile } from './hash-file.ts';
export { type HubClient, HubStore, type HubStoreOptions } from './hub-store.ts';
export { hubToken } from './hub-token.ts';
export { RcloneStore } from './rclone-store.ts';
