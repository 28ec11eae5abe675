/**
 * Targets → places that take files.
 * @module
 */
import { resolve } from 'node:path';
import { NotAllowedError, type Store, type Target } from '@outlay/share';
import { FolderStore, HubStore, hashFile, hubToken, RcloneStore } from '@outlay/share/node';
import type { Session } from '../../session/session.ts';

/** How to reach a target. */
export interface StoreWish {
  readonly isPrivate: boolean;
  readonly tokenFromStdin: boolean;
}

/** A store for a target. The client of the Hub is loaded only for the Hub: it is large. */
export async function openStore(session: Session, target: Target, wish: StoreWish): Promise<Store> {
  switch (target.kind) {
    case 'folder':
      return new FolderStore(resolve(session.io.cwd, target.path));
    case 'rclone':
      return new RcloneStore(target.remote);
    case 'hub': {
      const endpoint = session.io.env.HF_ENDPOINT;
      return new HubStore({
        client: await import('@huggingface/hub'),
        repository: target.repository,
        token: await tokenOf(session, wish),
        ...(endpoint && { endpoint }),
        private: wish.isPrivate,
        hash: hashFile,
        patience: {
          sleep,
          random: Math.random,
          onWait: (milliseconds, reason) => session.say(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${reason}.`),
        },
      });
    }
  }
}

async function tokenOf(session: Session, { tokenFromStdin }: StoreWish): Promise<string | undefined> {
  if (!tokenFromStdin) return hubToken(session.io.env, session.io.env.HOME);
  const token = (await session.io.stdin.text?.())?.trim();
  if (token) return token;
  throw new NotAllowedError('stdin has no token.', 'Pipe the token into the command, or set HF_TOKEN.');
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const end = () => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      done();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
