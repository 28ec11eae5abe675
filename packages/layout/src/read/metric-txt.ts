import { EmptyFileError, LimitExceededError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { FindingCollector, parseMetricNumber, quoted, type TextFindings } from './text-finding.ts';

/** Keys of a file of overall results, as in its `FileContract`. */
export interface MetricKeys {
  readonly keys: readonly string[];
  readonly optional?: readonly string[];
}

/** Overall results as read. */
export interface MetricTxt {
  /** In file order; unknown keys are kept. `nan` is `NaN`. */
  readonly values: Readonly<Record<string, number>>;
  readonly findings: TextFindings;
}

/**
 * Reads overall results: `key: value` per line. Lines without a colon or without a number are reported and left
 * out, as the original trainer's reader does; of a key that occurs twice, the last value counts.
 * @throws ReadError (empty, limit)
 */
export function readMetricTxt(bytes: Uint8Array, path: string, contract?: MetricKeys): MetricTxt {
  if (bytes.length === 0) throw new EmptyFileError(path, 'lines such as "psnr: 18.6353"');
  if (bytes.length > READ_LIMITS.metricTextBytes)
    throw new LimitExceededError(path, 'metricTextBytes', READ_LIMITS.metricTextBytes, `${bytes.length} bytes`);
  const findings = new FindingCollector();
  const values = new Map<string, number>();
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const colon = line.indexOf(':');
    const value =
      colon < 0 || line.slice(colon + 1).trim() === '' ? undefined : parseMetricNumber(line.slice(colon + 1));
    const written = line.slice(0, Math.max(0, colon)).trim();
    if (value === undefined || written === '') {
      findings.add('bad-line', i + 1, '"key: number"', quoted(line));
      return;
    }
    const key =
      contract?.keys.concat(contract.optional ?? []).find((known) => known.toLowerCase() === written.toLowerCase()) ??
      written;
    if (key !== written) findings.add('renamed-column', i + 1, `the key ${key}`, quoted(written));
    if (values.has(key)) findings.add('duplicate-key', i + 1, 'each key once', quoted(key));
    values.set(key, value);
  });
  if (contract) {
    for (const key of contract.keys)
      if (!values.has(key))
        findings.add(
          'missing-key',
          lines.length,
          `the key ${key}`,
          `the keys ${quoted([...values.keys()].join(', '))}`,
        );
    for (const key of values.keys())
      if (!contract.keys.includes(key) && !contract.optional?.includes(key))
        findings.add('extra-key', 1, `the keys ${contract.keys.join(', ')}`, `the further key ${quoted(key)}`);
  }
  return { values: Object.fromEntries(values), findings };
}
