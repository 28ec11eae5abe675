import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Hasher } from '../share-file.ts';

/** Hashes a file of this machine, or bytes: sha256 and md5 as everybody, `git-blob` as git names small files. */
export const hashFile: Hasher = async ({ from, bytes }, algorithm) => {
  const hash = createHash(algorithm === 'git-blob' ? 'sha1' : algorithm);
  if (algorithm === 'git-blob') hash.update(`blob ${bytes}\0`);
  if (typeof from === 'string') for await (const part of createReadStream(from)) hash.update(part as Buffer);
  else hash.update(from);
  return hash.digest('hex');
};
