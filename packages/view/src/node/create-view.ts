import { createViewOver, type ViewServer } from '../view.ts';
import { pageFolder } from './page-folder.ts';
import { type ResultsOptions, resultsLibrary } from './results-library.ts';
import { VERSION } from './version.ts';

/** How to make a {@link ViewServer} of folders. */
export interface CreateViewOptions extends ResultsOptions {
  /**
   * The secret that opens the page: `?token=…`. `false` asks nobody, for services that have asked already; then nothing
   * but their own check stands between the web and the experiments.
   */
  readonly token: string | false;
  /** Names that requests may address, without port; `any` where a proxy in front decides. Default: loopback. */
  readonly hosts?: readonly string[] | 'any';
  /** Path that a proxy leaves in front, e.g. `/node/c01/8080/`. Default: none. */
  readonly basePath?: string;
  /** Folder of the built page. Default: the one in this package. */
  readonly page?: string;
  /** Told one line per refused request. Default: nobody is told. */
  readonly log?: (line: string) => void;
  /** Milliseconds between two looks at what may change; 0 never looks. Default 2000. */
  readonly pollMs?: number;
  /** Version that the page shows; default: that of this package. */
  readonly version?: string;
}

/**
 * The page of `outlay view` and its data, as a function from a request to a response.
 *
 * ```ts
 * import { createView, nodeListener } from '@outlay/view/node';
 * const view = createView({ results: ['/data/results'], token: false, hosts: 'any', basePath: '/results/' });
 * http.createServer(nodeListener(view.fetch)).listen(8080); // or: export default { fetch: view.fetch }
 * ```
 */
export function createView(options: CreateViewOptions): ViewServer {
  const { token, hosts, basePath, log = () => {}, pollMs = 2000, version = VERSION } = options;
  const base = basePath === undefined ? undefined : `/${basePath}/`.replace(/\/{2,}/g, '/');
  return createViewOver({
    library: resultsLibrary(options),
    page: pageFolder(options.page),
    token,
    ...(hosts && { hosts }),
    ...(base && { basePath: base }),
    version,
    log,
    now: Date.now,
    pollMs,
  });
}
