import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The user's token for the Hub, where the official clients look for it: `HF_TOKEN`, then the file that `hf auth login`
 * writes (`HF_TOKEN_PATH`, else `token` in `HF_HOME`). `undefined` when there is none.
 */
export async function hubToken(
  env: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): Promise<string | undefined> {
  const named = env.HF_TOKEN?.trim() || env.HUGGING_FACE_HUB_TOKEN?.trim();
  if (named) return named;
  const cache = env.XDG_CACHE_HOME || join(home, '.cache');
  const file = env.HF_TOKEN_PATH || join(env.HF_HOME || join(cache, 'huggingface'), 'token');
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() || undefined;
}
