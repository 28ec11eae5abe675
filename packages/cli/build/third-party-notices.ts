import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Writes the licences of the packages that are really in the bundle to `file`, beside it. Fails when one has none. */
export function thirdPartyNotices(file: string): Plugin {
  return {
    name: 'third-party-notices',
    setup(build) {
      build.onEnd(async ({ metafile }) => {
        if (metafile === undefined) throw new Error('third-party-notices needs the metafile of the build.');
        const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
        const folders = new Set(bundled.flatMap((path) => packageFolder(resolve(path))));
        const notices = [...folders].map(notice).sort();
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, `Software included in this bundle.\n\n${[...new Set(notices)].join('\n')}`);
      });
    },
  };
}

/** The folder of the third-party package a file belongs to; none for our own sources. */
function packageFolder(path: string): readonly string[] {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/')) ?? [];
  return folder === undefined ? [] : [folder];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter((entry) => /^(licen[cs]e|notice|copying)/i.test(entry));
  const text = texts.map((entry) => readFileSync(join(folder, entry), 'utf8').trim()).join('\n\n');
  if (text === '') throw new Error(`${name} ${version} has no licence text to pass on.`);
  return `${'='.repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`;
}
