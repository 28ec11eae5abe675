/**
 * The page and its answers as plain files, for any server of files.
 * @module
 */
import { framesOf, pictureUrl, type Run, type RunNumbers, type Runs, type Site } from '../api.ts';
import type { ViewServer } from '../view.ts';
import type { PageAssets } from '../web/page-assets.ts';
import { narrowRun, type StaticSelection } from './narrow-run.ts';

/** What to write. */
export interface StaticSiteOptions extends StaticSelection {
  /** Answers without a token. */
  readonly server: Pick<ViewServer, 'fetch'>;
  readonly page: PageAssets;
  /** When it is written, milliseconds since 1970. */
  readonly written: number;
  readonly signal?: AbortSignal;
}

/** A file of the site. */
export interface StaticFile {
  /** Relative, POSIX. */
  readonly path: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** What a site will take, from the sizes of a few files of each series. */
export interface StaticSize {
  readonly files: number;
  readonly bytes: number;
}

/** Files of a series whose size is looked at for a guess of all. */
const SAMPLE = 3;
const ORIGIN = 'http://localhost/';

/**
 * The files of a site, the page itself last, so that a site that is cut off is not opened. The page finds the same
 * answers at the same addresses as from a server.
 * @throws Error when the server fails to answer what it has named itself; the abort reason.
 */
export async function* staticSite(options: StaticSiteOptions): AsyncGenerator<StaticFile, void, undefined> {
  const { page, signal } = options;
  for await (const run of runsOf(options)) {
    yield json(`data/run/${run.id}/run.json`, run);
    for (const url of answersOf(run)) yield file(url, await ask(options, url));
    for (const url of picturesOf(run)) {
      signal?.throwIfAborted();
      const response = await ask(options, url, true);
      if (response !== undefined) yield file(url, response);
    }
    for (const { url, timeline } of run.recordings) {
      const query = options.every > 1 && timeline === 'frame' ? `?frames=::${options.every}` : '';
      yield file(url, await ask(options, `${url}${query}`));
    }
  }
  yield json('data/runs.json', await publicRuns(options));
  yield file('data/numbers.ndjson', await ask(options, 'data/numbers.ndjson'));
  yield json('data/site.json', await siteOf(options));
  const paths = [...(await page.paths())].filter((path) => options.recordings || !path.endsWith('.wasm'));
  for (const path of paths.sort((a, b) => Number(a === 'index.html') - Number(b === 'index.html'))) {
    const asset = await page.get(path);
    if (asset !== undefined) yield { path, body: asset.open('identity') };
  }
}

/** How large the site will be; nothing is made for it. */
export async function predictStaticSite(options: StaticSiteOptions): Promise<StaticSize> {
  let files = 0;
  let bytes = 0;
  for (const path of await options.page.paths()) {
    files++;
    bytes += (await options.page.get(path))?.size ?? 0;
  }
  for await (const run of runsOf(options)) {
    for (const { cameras } of run.pictures)
      for (const camera of cameras) {
        const frames = framesOf(camera.frames);
        const some = frames.filter((_, i) => i % Math.max(1, Math.floor(frames.length / SAMPLE)) === 0);
        let sampled = 0;
        for (const frame of some) sampled += await sizeOf(options, pictureUrl(camera, frame));
        files += frames.length;
        bytes += (sampled / Math.max(1, some.length)) * frames.length;
      }
    for (const { url } of run.videos) bytes += await sizeOf(options, url);
    for (const recording of run.recordings) bytes += recording.bytes;
    files += run.videos.length + run.recordings.length + run.epochs.length + 2;
  }
  return { files, bytes: Math.round(bytes) };
}

/** Runs that can be opened, with what of them becomes files. */
async function* runsOf(options: StaticSiteOptions): AsyncGenerator<Run, void, undefined> {
  const { runs } = (await (await ask(options, 'data/runs.json')).json()) as Runs;
  for (const { id } of runs) {
    options.signal?.throwIfAborted();
    const response = await ask(options, `data/run/${id}/run.json`, true);
    if (response !== undefined) yield narrowRun((await response.json()) as Run, options);
  }
}

/** Without where they are on somebody's disk. */
async function publicRuns(options: StaticSiteOptions): Promise<Runs> {
  const { runs, problems } = (await (await ask(options, 'data/runs.json')).json()) as Runs;
  return { runs: runs.map(({ path: _, ...run }) => run), problems };
}

async function siteOf(options: StaticSiteOptions): Promise<Site> {
  const site = (await (await ask(options, 'data/site.json')).json()) as Site;
  const notes = [
    ...(options.every > 1 ? [`Every ${ordinal(options.every)} frame.`] : []),
    ...(options.epochs === 'latest' ? ['Pictures of the newest epoch.'] : []),
    ...(options.recordings ? [] : ['No 3D.']),
  ];
  return {
    ...site,
    mode: 'static',
    events: false,
    recordings: options.recordings ? 'files' : 'none',
    written: options.written,
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

const ordinal = (count: number): string => `${count}${count === 2 ? 'nd' : count === 3 ? 'rd' : 'th'}`;

function answersOf({ id, epochs }: Run): readonly string[] {
  return [`data/run/${id}/findings.json`, ...epochs.map(({ name }) => `data/run/${id}/metrics/${name}.json`)];
}

function* picturesOf({ pictures, videos }: Run): Generator<string> {
  for (const { cameras } of pictures)
    for (const camera of cameras) for (const frame of framesOf(camera.frames)) yield pictureUrl(camera, frame);
  for (const { url } of videos) yield url;
}

function json(path: string, value: Site | Run | Runs | readonly RunNumbers[]): StaticFile {
  return { path, body: new Blob([JSON.stringify(value)]).stream() as ReadableStream<Uint8Array> };
}

const file = (url: string, { body }: Response): StaticFile => ({
  path: decodeURIComponent(url),
  body: body ?? (new Blob([]).stream() as ReadableStream<Uint8Array>),
});

async function sizeOf(options: StaticSiteOptions, url: string): Promise<number> {
  const request = new Request(ORIGIN + url, { ...(options.signal && { signal: options.signal }) });
  const response = await options.server.fetch(request);
  const length = response.headers.get('content-length');
  if (length !== null) {
    await response.body?.cancel();
    return Number(length);
  }
  return (await response.arrayBuffer()).byteLength;
}

async function ask(options: StaticSiteOptions, url: string): Promise<Response>;
async function ask(options: StaticSiteOptions, url: string, mayFail: true): Promise<Response | undefined>;
async function ask({ server, signal }: StaticSiteOptions, url: string, mayFail = false): Promise<Response | undefined> {
  const response = await server.fetch(new Request(ORIGIN + url, { ...(signal && { signal }) }));
  if (response.ok) return response;
  signal?.throwIfAborted();
  // A file that cannot be read is missing in the copy as well; the findings say so.
  if (mayFail) {
    await response.body?.cancel();
    return undefined;
  }
  throw new Error(`${url}: ${response.status} ${await response.text()}`);
}
