/** Version of a Rerun crate as the four bytes of a stream header (reference: rrd-format 2). */
export interface CrateVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Missing for a release. */
  readonly pre?: { readonly kind: 'rc' | 'alpha' | 'alpha+dev'; readonly number: number };
}

const PRE_KINDS = { 1: 'rc', 2: 'alpha', 3: 'alpha+dev' } as const;
const PRE_BITS = { rc: 1, alpha: 2, 'alpha+dev': 3 } as const;

/** Four bytes: major, minor, patch, meta. */
export function encodeCrateVersion(version: CrateVersion): Uint8Array<ArrayBuffer> {
  const meta = version.pre === undefined ? 0 : (PRE_BITS[version.pre.kind] << 6) | (version.pre.number & 0x3f);
  return Uint8Array.of(version.major, version.minor, version.patch, meta);
}

/** Reads the first four bytes; any four bytes mean some version. */
export function decodeCrateVersion(bytes: Uint8Array): CrateVersion {
  const [major = 0, minor = 0, patch = 0, meta = 0] = bytes;
  const kind = PRE_KINDS[(meta >> 6) as keyof typeof PRE_KINDS];
  const release = { major, minor, patch };
  return kind === undefined ? release : { ...release, pre: { kind, number: meta & 0x3f } };
}

/** `0.24.0`, `0.37.0-alpha.1+dev`. */
export function formatCrateVersion(version: CrateVersion): string {
  const release = `${version.major}.${version.minor}.${version.patch}`;
  if (version.pre === undefined) return release;
  const [kind, build] = version.pre.kind.split('+');
  return `${release}-${kind}.${version.pre.number}${build === undefined ? '' : `+${build}`}`;
}

/** The four bytes as the little-endian int32 that `StoreVersion` carries. */
export function crateVersionBits(version: CrateVersion): number {
  const [a = 0, b = 0, c = 0, d = 0] = encodeCrateVersion(version);
  return a | (b << 8) | (c << 16) | (d << 24);
}
