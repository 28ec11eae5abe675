import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const folder = fileURLToPath(new URL('..', import.meta.url));

export interface Bundle {
  readonly code: string;
  /** Source files that ended up in it, relative to this package. */
  readonly inputs: readonly string[];
}

/** One ESM file for a browser. An import of a Node module is an error, as it is for everybody's bundler. */
export async function bundle(
  entry: string,
  options: { readonly minify?: boolean; readonly platform?: 'browser' | 'node' } = {},
): Promise<Bundle> {
  const result = await build({
    absWorkingDir: folder,
    stdin: { contents: entry, resolveDir: folder, loader: 'ts' },
    bundle: true,
    platform: options.platform ?? 'browser',
    format: 'esm',
    target: 'es2022',
    minify: options.minify ?? false,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [output] = Object.values((result.metafile as Metafile).outputs);
  const inputs = Object.entries(output!.inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
  return { code: result.outputFiles[0]!.text, inputs };
}
