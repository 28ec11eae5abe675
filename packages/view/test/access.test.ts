import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolders, TOKEN, tinyResults, viewOf } from './sample.ts';

let root: string;
beforeAll(async () => {
  root = (await tinyResults()).root;
});
afterAll(removeFolders);

const refused = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe('the token', () => {
  it('opens the page once; then a cookie does, and the address has it no more', async () => {
    const { askAsStranger } = viewOf(root);
    const first = await askAsStranger(`?token=${TOKEN}&a=1`);
    expect([first.status, first.headers.get('location')]).toEqual([302, './?a=1']);
    const cookie = first.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^outlay-[0-9a-f]{8}=[0-9a-f]{64}; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    const data = await askAsStranger('data/site.json', { cookie: `other=1; ${cookie.split(';')[0]}` });
    expect(data.status).toBe(200);
  });

  it.each([
    ['nothing', {}],
    ['a wrong bearer', { authorization: 'Bearer secret-tokem' }],
    ['a shorter bearer', { authorization: 'Bearer secret' }],
    ['the token as a cookie', { cookie: `outlay-00000000=${TOKEN}` }],
    ['a very long cookie', { cookie: `a=${'x'.repeat(9000)}` }],
  ])('is asked for of those who bring %s', async (_, headers) => {
    const { askAsStranger, lines } = viewOf(root);
    for (const path of [
      'data/site.json',
      'data/runs.json',
      'data/numbers.ndjson',
      'events',
      'files/a/b',
      'recording/a/b',
    ])
      expect([path, ...(await refused(await askAsStranger(path, headers)))]).toEqual([path, 403, 'OUT9301']);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^OUT9301 [ -~]+$/);
  });

  it('a wrong one is refused, and not in the log', async () => {
    const { askAsStranger, lines } = viewOf(root);
    expect(await refused(await askAsStranger('?token=nonsense'))).toEqual([403, 'OUT9301']);
    expect(lines.join()).toContain('token=...');
    expect(lines.join()).not.toContain('nonsense');
  });

  it('is not asked for where the service around it has asked', async () => {
    const { askAsStranger } = viewOf(root, { token: false });
    expect((await askAsStranger('data/site.json')).status).toBe(200);
  });
});

describe('host and origin', () => {
  const at = (url: string, headers: Record<string, string> = {}, options = {}) =>
    viewOf(root, options).view.fetch(new Request(url, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } }));

  it.each(['http://localhost:1/', 'http://127.0.0.1:2/', 'http://[::1]:3/'])('%s is answered', async (base) => {
    expect((await at(`${base}data/site.json`)).status).toBe(200);
  });

  it.each(['http://evil.example/', 'http://localhost.evil.example/', 'http://127.0.0.1.nip.io:8080/'])(
    '%s is not, even with the token',
    async (base) => {
      expect(await refused(await at(`${base}data/site.json`))).toEqual([403, 'OUT9302']);
      expect(await refused(await at(`${base}?token=${TOKEN}`))).toEqual([403, 'OUT9302']);
    },
  );

  it('a host that was named is answered', async () => {
    expect((await at('http://node7:80/data/site.json', {}, { hosts: ['node7'] })).status).toBe(200);
    expect((await at('http://any.example/data/site.json', {}, { hosts: 'any' })).status).toBe(200);
  });

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    'another site’s page is refused: %o',
    async (headers) => {
      expect(await refused(await at('http://localhost:1/data/site.json', headers))).toEqual([403, 'OUT9302']);
    },
  );
});

it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
  const { ask } = viewOf(root);
  const response = await ask('data/site.json', {}, method);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

it('every answer says what browsers may do with it', async () => {
  const { ask, askAsStranger } = viewOf(root);
  for (const response of [await ask('data/site.json'), await askAsStranger('data/site.json'), await ask('nothing')]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'self'/);
    // Styles of elements may be written into them, for what is drawn; scripts and style sheets may not.
    const policy = response.headers.get('content-security-policy')!.split('; ');
    expect(policy.filter((rule) => rule.includes('unsafe-inline'))).toEqual(["style-src-attr 'unsafe-inline'"]);
  }
});

describe('a prefix of a proxy', () => {
  it.each(['node/c01/8080/', ''])('works when the proxy sends %j in front', async (prefix) => {
    const { ask } = viewOf(root, { basePath: '/node/c01/8080' });
    expect((await ask(`${prefix}data/site.json`)).status).toBe(200);
  });

  it('gets its slash, because everything is relative to it', async () => {
    const response = await viewOf(root, { basePath: '/node/c01/8080' }).ask('node/c01/8080');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/node/c01/8080/']);
  });
});
