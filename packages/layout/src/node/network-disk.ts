import { statfsSync } from 'node:fs';

/** Magic numbers of Linux file systems whose files are on another machine, or behind a process that may be slow. */
const NAMES: Readonly<Record<number, string>> = {
  26985: 'NFS',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  20859: 'SMB',
  198183888: 'Lustre',
  1196443219: 'GPFS',
  428016422: 'BeeGFS',
  12805120: 'Ceph',
  2866260714: 'PanFS',
  537068840: 'OrangeFS',
  1397113167: 'AFS',
  1937076805: 'Coda',
  16914839: '9P',
  1702057286: 'FUSE',
};

/**
 * The kind of network disk a folder is on, e.g. `NFS`, where files come one after the other much slower than many at a
 * time; `undefined` for a local disk, and where it cannot be told: outside Linux, or when there is no such folder.
 */
export function networkDisk(folder: string): string | undefined {
  try {
    return process.platform === 'linux' ? NAMES[statfsSync(folder).type >>> 0] : undefined;
  } catch {
    return undefined;
  }
}
