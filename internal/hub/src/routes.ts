/**
 * Requests → answers.
 * @module
 */
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { type Commit, Repository, type StoredFile } from './repositories.ts';
import type { HubState } from './state.ts';

/** An answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}

interface Asked {
  readonly state: HubState;
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Groups of the route's pattern. */
  readonly found: readonly string[];
}

/** What huggingface.co lets pages of other origins see. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag,Link,Accept-Ranges,Content-Range,X-Repo-Commit,X-Linked-Size,X-Linked-ETag,X-Error-Code',
} as const;
const LARGE_FROM = 10 * 2 ** 20;
const BINARY = /\.(rrd|rbl|bin|zip|gz|mp4|png|jpe?g|webp|npz|npy|pt|wasm|br)$/i;
/** Most that a request in JSON may have. */
const MAX_JSON = 256 * 2 ** 20;

const ROUTES: readonly (readonly [
  method: string,
  pattern: RegExp,
  answer: (asked: Asked) => Reply | Promise<Reply>,
])[] = [
  ['GET', /^\/api\/whoami-v2$/, whoAmI],
  ['POST', /^\/api\/validate-yaml$/, () => json({ errors: [], warnings: [] })],
  ['POST', /^\/api\/repos\/create$/, createRepository],
  ['GET', /^\/api\/datasets\/([^/]+\/[^/]+)(?:\/revision\/([^/]+))?$/, repositoryInfo],
  ['POST', /^\/api\/datasets\/([^/]+\/[^/]+)\/preupload\/([^/]+)$/, preupload],
  ['POST', /^\/api\/datasets\/([^/]+\/[^/]+)\/commit\/([^/]+)$/, commit],
  ['GET', /^\/api\/datasets\/([^/]+\/[^/]+)\/tree\/([^/]+)(?:\/(.*))?$/, tree],
  ['POST', /^\/api\/datasets\/([^/]+\/[^/]+)\/paths-info\/([^/]+)$/, pathsInfo],
  ['GET', /^\/api\/datasets\/([^/]+\/[^/]+)\/commits\/([^/]+)$/, commits],
  ['POST', /^\/datasets\/([^/]+\/[^/]+)\.git\/info\/lfs\/objects\/batch$/, largeBatch],
  ['PUT', /^\/lfs\/([0-9a-f]{64})$/, putLarge],
  ['PUT', /^\/lfs\/([0-9a-f]{64})\/(\d+)$/, putPart],
  ['POST', /^\/lfs\/([0-9a-f]{64})\/complete$/, completeLarge],
  ['POST', /^\/lfs-verify$/, verifyLarge],
  ['GET', /^\/datasets\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/, resolveFile],
  ['GET', /^\/cdn\/([0-9a-f]{40,64})$/, (asked) => bytes(asked, asked.found[0]!, {})],
];

/** Answers a request. */
export async function answer(state: HubState, request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? '/', state.endpoint);
  const path = decodeURIComponent(url.pathname);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'OPTIONS')
    return {
      status: 204,
      headers: { ...CORS, 'access-control-allow-headers': 'range', 'access-control-allow-methods': 'GET,HEAD' },
    };
  for (const [wanted, pattern, reply] of ROUTES) {
    const found = wanted === method ? pattern.exec(path) : null;
    if (found === null) continue;
    const isWrite = method === 'POST' && !path.startsWith('/lfs');
    if (isWrite && !isKnown(state, request)) return failure(401, 'Invalid username or password.');
    return reply({ state, request, url, found: found.slice(1) });
  }
  return failure(404, `no such page: ${method} ${path}`);
}

const isKnown = ({ token }: HubState, { headers }: IncomingMessage): boolean =>
  headers.authorization === `Bearer ${token}`;

function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...CORS, ...headers },
    body: JSON.stringify(value),
  };
}

const failure = (status: number, message: string, code?: string): Reply =>
  json({ error: message }, status, { 'x-error-message': message, ...(code !== undefined && { 'x-error-code': code }) });

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > MAX_JSON) throw new Error('the request is too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function repositoryOf({ state, request, found: [id = ''] }: Asked): Repository | Reply {
  const repository = state.repositories.get(id);
  const isSeen = repository !== undefined && (!repository.isPrivate || isKnown(state, request));
  if (isSeen) return repository;
  return failure(isKnown(state, request) ? 404 : 401, 'Repository not found', 'RepoNotFound');
}

function commitOf(asked: Asked): { readonly repository: Repository; readonly commit: Commit } | Reply {
  const repository = repositoryOf(asked);
  if (!(repository instanceof Repository)) return repository;
  const revision = asked.found[1] ?? 'main';
  const commit = repository.at(revision);
  return commit === undefined
    ? failure(404, `Invalid rev id: ${revision}`, 'RevisionNotFound')
    : { repository, commit };
}

const isReply = (value: object): value is Reply => 'status' in value;

function whoAmI({ state, request }: Asked): Reply {
  if (!isKnown(state, request)) return failure(401, 'Invalid username or password.');
  const accessToken = { displayName: 'test', role: 'write', createdAt: '2026-01-01T00:00:00.000Z' };
  return json({
    type: 'user',
    id: '1',
    name: state.user,
    fullname: state.user,
    orgs: [],
    isPro: false,
    auth: { type: 'access_token', accessToken },
  });
}

async function createRepository({ state, request }: Asked): Promise<Reply> {
  const wish = JSON.parse(await textOf(request)) as Record<string, unknown>;
  const id = `${wish.organization ?? state.user}/${wish.name}`;
  const url = `${state.endpoint}/datasets/${id}`;
  if (state.repositories.has(id)) return json({ error: 'You already created this dataset repo', url }, 409);
  state.repositories.set(id, new Repository(id, wish.private === true || wish.visibility === 'private'));
  return json({ url, name: id, id });
}

function repositoryInfo(asked: Asked): Reply {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  const { repository, commit } = found;
  const siblings = [...commit.files.keys()].map((rfilename) => ({ rfilename }));
  return json({
    _id: '000000000000000000000001',
    id: repository.id,
    author: repository.id.split('/')[0],
    sha: commit.oid,
    private: repository.isPrivate,
    gated: false,
    disabled: false,
    tags: [],
    downloads: 0,
    likes: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
    lastModified: '2026-01-01T00:00:00.000Z',
    siblings,
  });
}

async function preupload(asked: Asked): Promise<Reply> {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  const { files } = JSON.parse(await textOf(asked.request)) as { files: { path: string; size: number }[] };
  return json({
    commitOid: found.commit.oid,
    files: files.map(({ path, size }) => ({
      path,
      uploadMode: isLarge(path, size) ? 'lfs' : 'regular',
      shouldIgnore: false,
    })),
  });
}

const isLarge = (path: string, size: number): boolean => size > LARGE_FROM || BINARY.test(path);

async function largeBatch(asked: Asked): Promise<Reply> {
  const repository = repositoryOf(asked);
  if (!(repository instanceof Repository)) return repository;
  const { state } = asked;
  const wish = JSON.parse(await textOf(asked.request)) as {
    transfers?: string[];
    objects: { oid: string; size: number }[];
  };
  const hasParts = (size: number) => wish.transfers?.includes('multipart') === true && size > state.multipartFrom;
  const objects = wish.objects.map(({ oid, size }) => {
    if (state.has(oid)) return { oid, size };
    const verify = { href: `${state.endpoint}/lfs-verify`, header: {} };
    if (!hasParts(size))
      return { oid, size, actions: { upload: { href: `${state.endpoint}/lfs/${oid}`, header: {} }, verify } };
    const parts = Array.from({ length: Math.ceil(size / state.partBytes) }, (_, i) => i + 1);
    const header = Object.fromEntries(
      parts.map((part) => [String(part).padStart(5, '0'), `${state.endpoint}/lfs/${oid}/${part}`]),
    );
    const upload = {
      href: `${state.endpoint}/lfs/${oid}/complete`,
      header: { chunk_size: String(state.partBytes), ...header },
    };
    return { oid, size, actions: { upload, verify } };
  });
  const transfer = wish.objects.some(({ size }) => hasParts(size)) ? 'multipart' : 'basic';
  return json({ transfer, objects }, 200, { 'content-type': 'application/vnd.git-lfs+json' });
}

async function putLarge({ state, request, found: [oid = ''] }: Asked): Promise<Reply> {
  return (await state.keepLarge(request, oid))
    ? { status: 200, headers: { etag: `"${oid}"` } }
    : failure(400, 'BadDigest');
}

async function putPart({ state, request, found: [oid = '', part] }: Asked): Promise<Reply> {
  return { status: 200, headers: { etag: `"${await state.keepPart(request, oid, Number(part))}"` } };
}

async function completeLarge({ state, request, found: [oid = ''] }: Asked): Promise<Reply> {
  const { parts } = JSON.parse(await textOf(request)) as { parts: { partNumber: number; etag: string }[] };
  const problem = await state.join(oid, parts);
  return problem === undefined ? json({ success: true }) : failure(400, problem);
}

async function verifyLarge({ state, request }: Asked): Promise<Reply> {
  const { oid, size } = JSON.parse(await textOf(request)) as { oid: string; size: number };
  return state.has(oid) && state.bytesOf(oid) === size ? json({}) : failure(404, 'Object not found');
}

async function commit(asked: Asked): Promise<Reply> {
  const repository = repositoryOf(asked);
  if (!(repository instanceof Repository)) return repository;
  const { state } = asked;
  const lines = (await textOf(asked.request)).split('\n').filter((line) => line !== '');
  const files = new Map<string, StoredFile>(repository.head.files);
  let title = '';
  for (const line of lines) {
    const { key, value } = JSON.parse(line) as { key: string; value: Record<string, string> };
    const { path = '' } = value;
    if (key === 'header') {
      title = value.summary ?? '';
      if (value.parentCommit !== undefined && value.parentCommit !== repository.head.oid)
        return failure(412, 'A commit has happened since. Please refresh and try again.');
    } else if (key === 'file') {
      const content = Buffer.from(value.content ?? '', (value.encoding as BufferEncoding) ?? 'utf8');
      files.set(path, { bytes: content.length, oid: state.keepSmall(content), isLarge: false });
    } else if (key === 'lfsFile') {
      const { oid = '' } = value;
      if (!state.has(oid)) return failure(400, `LFS pointer pointed to a file that does not exist: ${path}`);
      files.set(path, { bytes: state.bytesOf(oid), oid, isLarge: true });
    } else if (key === 'deletedFile') files.delete(path);
    else if (key === 'deletedFolder') {
      for (const file of [...files.keys()]) if (file.startsWith(`${path.replace(/\/$/, '')}/`)) files.delete(file);
    } else return failure(400, `unknown key ${key}`);
  }
  if (title === '') return failure(400, 'a commit needs a summary');
  const { oid } = repository.commit(title, files);
  return json({
    success: true,
    commitOid: oid,
    commitUrl: `${state.endpoint}/datasets/${repository.id}/commit/${oid}`,
    hookOutput: '',
  });
}

const entryOf = (path: string, { bytes: size, oid, isLarge }: StoredFile) => ({
  type: 'file',
  path,
  size,
  oid: isLarge ? oid.slice(0, 40) : oid,
  ...(isLarge && { lfs: { oid, size, pointerSize: 134 } }),
});

function tree(asked: Asked): Reply {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  const folder = (asked.found[2] ?? '').replace(/\/$/, '');
  const isRecursive = /^(true|1)$/i.test(asked.url.searchParams.get('recursive') ?? '');
  const entries = new Map<string, object>();
  for (const [path, file] of found.commit.files) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const parts = path.slice(folder === '' ? 0 : folder.length + 1).split('/');
    for (let depth = 1; depth < parts.length && (isRecursive || depth === 1); depth++) {
      const name = [...(folder === '' ? [] : [folder]), ...parts.slice(0, depth)].join('/');
      entries.set(name, { type: 'directory', oid: '0'.repeat(40), size: 0, path: name });
    }
    if (isRecursive || parts.length === 1) entries.set(path, entryOf(path, file));
  }
  if (folder !== '' && entries.size === 0) return failure(404, `${folder} does not exist`, 'EntryNotFound');
  const all = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const from = Number(asked.url.searchParams.get('cursor') ?? 0);
  const to = from + Number(asked.url.searchParams.get('limit') ?? 1000);
  const next = new URL(asked.url);
  next.searchParams.set('cursor', String(to));
  return json(all.slice(from, to), 200, to < all.length ? { link: `<${next}>; rel="next"` } : {});
}

async function pathsInfo(asked: Asked): Promise<Reply> {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  const text = await textOf(asked.request);
  const paths = text.startsWith('{')
    ? (JSON.parse(text) as { paths: string[] }).paths
    : new URLSearchParams(text).getAll('paths');
  const { files } = found.commit;
  return json(paths.filter((path) => files.has(path)).map((path) => entryOf(path, files.get(path)!)));
}

function commits(asked: Asked): Reply {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  return json(
    [...found.repository.commits]
      .reverse()
      .map(({ oid, title }) => ({ id: oid, title, date: '2026-01-01T00:00:00.000Z' })),
  );
}

/** Small files are answered here, large ones by another origin, as on the real Hub. */
function resolveFile(asked: Asked): Reply {
  const found = commitOf(asked);
  if (isReply(found)) return found;
  const file = found.commit.files.get(asked.found[2] ?? '');
  const head = { 'x-repo-commit': found.commit.oid, 'accept-ranges': 'bytes' };
  if (file === undefined) return failure(404, 'Entry not found', 'EntryNotFound');
  if (!file.isLarge) return bytes(asked, file.oid, head);
  const location = `${asked.state.endpoint.replace('127.0.0.1', 'localhost')}/cdn/${file.oid}`;
  const linked = { 'x-linked-size': String(file.bytes), 'x-linked-etag': `"${file.oid}"`, etag: `"${file.oid}"` };
  return { status: 302, headers: { ...CORS, ...head, ...linked, location } };
}

function bytes({ state, request }: Asked, oid: string, headers: Readonly<Record<string, string>>): Reply {
  if (!state.has(oid)) return failure(404, 'no such object');
  const size = state.bytesOf(oid);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = last ? Math.min(Number(last), size - 1) : size - 1;
  const isPart = first !== undefined && size > 0;
  if (isPart && start >= size) return { status: 416, headers: { ...CORS, 'content-range': `bytes */${size}` } };
  const common = {
    ...CORS,
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: `"${oid}"`,
    ...headers,
    'content-length': String(size === 0 ? 0 : end - start + 1),
    ...(isPart && { 'content-range': `bytes ${start}-${end}/${size}` }),
  };
  if (size === 0) return { status: 200, headers: common, body: '' };
  return {
    status: isPart ? 206 : 200,
    headers: common,
    ...(request.method !== 'HEAD' && { body: createReadStream(state.place(oid), { start, end }) }),
  };
}
