import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import type { RunNumbers } from '../src/api.ts';
import { type CreateViewOptions, createView } from '../src/node/index.ts';

export const TOKEN = 'secret-token';

const folders: string[] = [];

/** A folder that {@link removeFolders} removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-view-'));
  folders.push(folder);
  return folder;
}
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A results folder with one complete experiment of a few frames, and where that is. */
export async function tinyResults(): Promise<{ readonly root: string; readonly id: string; readonly folder: string }> {
  const root = temporaryFolder();
  await writeTinyExperiment(root);
  const scene = readdirSync(root)[0]!;
  const id = `${scene}/${readdirSync(join(root, scene))[0]}`;
  return { root, id, folder: join(root, id) };
}

/** A view over a results folder, and how to ask it with and without the token. */
export function viewOf(root: string, options: Partial<CreateViewOptions> = {}) {
  const lines: string[] = [];
  const view = createView({ results: [root], token: TOKEN, pollMs: 0, log: (line) => lines.push(line), ...options });
  const request = (path: string, init: RequestInit) => view.fetch(new Request(`http://localhost:8080/${path}`, init));
  return {
    view,
    lines,
    ask: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      request(path, { method, headers: { authorization: `Bearer ${TOKEN}`, ...headers } }),
    askAsStranger: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      request(path, { method, headers }),
  };
}

/** Lines of `data/numbers.ndjson`. */
export async function numbersIn(response: Response): Promise<readonly RunNumbers[]> {
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
