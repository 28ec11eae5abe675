/**
 * Who is answered: a token once, then a cookie; only under its own names, only from its own page.
 * @module
 */
import { FaultError } from './fault.ts';

/** Who may ask. */
export interface AccessOptions {
  /** The secret of the URL. `false`: whoever reaches this is let in, because the service around it has asked already. */
  readonly token: string | false;
  /**
   * Names that `Host` may have, without port. `any`: a proxy in front decides. Default: those of this machine's loopback.
   */
  readonly hosts?: readonly string[] | 'any';
}

/** Names of loopback. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'] as const;

/** Longest cookie header that is looked at. */
const MAX_COOKIES = 8192;

/** Decides on requests. */
export class Access {
  readonly #token: string | false;
  readonly #hosts: ReadonlySet<string> | undefined;
  #secrets: Promise<{ readonly name: string; readonly value: string }> | undefined;

  constructor({ token, hosts = LOOPBACK }: AccessOptions) {
    this.#token = token;
    this.#hosts = hosts === 'any' ? undefined : new Set(hosts.map((host) => host.toLowerCase()));
  }

  /** Is it addressed to this server, by a page of this server? @throws FaultError */
  checkOrigin(request: Request, { host }: URL): void {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    if (this.#hosts !== undefined && !this.#hosts.has(name))
      throw new FaultError('hostRefused', 'This server does not answer for the host that the request names.');
    const origin = request.headers.get('origin');
    if (origin !== null && !(URL.canParse(origin) && new URL(origin).host === host))
      throw new FaultError('hostRefused', 'The request comes from a page of another site.');
  }

  /** Has it the token or the cookie? @throws FaultError */
  async checkToken(request: Request): Promise<void> {
    if (this.#token === false) return;
    const site = request.headers.get('sec-fetch-site');
    if (site === 'cross-site' || site === 'same-site')
      throw new FaultError('hostRefused', 'The request comes from a page of another site.');
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (bearer !== undefined && isEqual(bearer, this.#token)) return;
    const { name, value } = await this.#cookie(this.#token);
    const cookies = (request.headers.get('cookie') ?? '').slice(0, MAX_COOKIES);
    const isKnown = cookies.split(/;\s*/).some((cookie) => {
      const at = cookie.indexOf('=');
      return cookie.slice(0, at) === name && isEqual(cookie.slice(at + 1), value);
    });
    if (!isKnown) throw new FaultError('tokenMissing', 'This server answers only to those who have its token.');
  }

  /**
   * A page that was opened with `?token=`: the same without it, and a cookie instead. Without a path the cookie counts
   * for the folder of the URL as the browser sees it, which is the prefix of whatever proxies are between.
   */
  async redirect(url: URL): Promise<Response | undefined> {
    const given = url.searchParams.get('token');
    if (given === null) return undefined;
    if (this.#token !== false && !isEqual(given, this.#token))
      throw new FaultError('tokenMissing', 'The token of the address is not that of this server.');
    const rest = new URLSearchParams(url.searchParams);
    rest.delete('token');
    const headers = new Headers({ location: `./${rest.size > 0 ? `?${rest}` : ''}`, 'cache-control': 'no-store' });
    if (this.#token !== false) {
      const { name, value } = await this.#cookie(this.#token);
      headers.set('set-cookie', `${name}=${value}; HttpOnly; SameSite=Strict`);
    }
    return new Response(null, { status: 302, headers });
  }

  /** Cookies are not kept apart by port: the name is, by the token. */
  #cookie(token: string): Promise<{ readonly name: string; readonly value: string }> {
    this.#secrets ??= (async () => ({
      name: `outlay-${(await sha256(`name ${token}`)).slice(0, 8)}`,
      value: await sha256(`cookie ${token}`),
    }))();
    return this.#secrets;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** In a time that tells nothing of where they differ. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length);
  return difference === 0;
}
