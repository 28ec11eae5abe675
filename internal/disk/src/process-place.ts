import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where a process id means a process: the host's name and eight digits over its boot and PID namespace. Containers may
 * share the name of their host, and then count their processes apart.
 */
export function thisMachine(): string {
  known ??= `${hostname().replace(/[^A-Za-z0-9]/g, '_') || 'host'}-${digits(bootAndNamespace())}`;
  return known;
}

let known: string | undefined;

const digits = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

// Only Linux has them; elsewhere the name of the host has to do.
function bootAndNamespace(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Does a process of this machine live? */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
