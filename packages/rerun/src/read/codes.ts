/** How bad a finding is: `error` = readers fail or show wrong data, `warning` = some reader does, `info` = worth knowing. */
export type FindingSeverity = 'error' | 'warning' | 'info';

interface RecordingCode {
  readonly name: string;
  readonly severity: FindingSeverity;
  readonly hint: string;
}

const COPY_AGAIN = 'Copy or download the file again; if the original is damaged too, run `outlay rrd recover` on it.';
const DAMAGED = 'The file is damaged; `outlay rrd recover` saves every chunk that is still whole.';
const WRITER = 'The program that wrote the file did this; report it there.';
const REBUILD = '`outlay rrd recover` writes the file anew with a right chunk index.';

/**
 * Every code that reading a recording can give, as thrown error or as finding of `verify`.
 * Numbers are never used again for something else. 600x framing, 601x messages, 602x Arrow, 603x chunks,
 * 604x stores, 605x footer, 606x index rows against chunks.
 */
export const RECORDING_CODES = {
  OUT6001: {
    name: 'not-a-recording',
    severity: 'error',
    hint: 'Give a .rrd or .rbl file written by Rerun 0.23 or later.',
  },
  OUT6002: {
    name: 'unsupported-version',
    severity: 'error',
    hint: 'Convert it with `rerun rrd migrate` of Rerun 0.23.',
  },
  OUT6003: { name: 'truncated', severity: 'error', hint: COPY_AGAIN },
  OUT6004: { name: 'junk-between-messages', severity: 'error', hint: DAMAGED },
  OUT6005: {
    name: 'limit-exceeded',
    severity: 'error',
    hint: 'If you trust the file, raise the limit named in the message.',
  },
  OUT6006: {
    name: 'no-end-message',
    severity: 'info',
    hint: 'Normal for a live or killed writer; `outlay rrd recover` closes the file.',
  },
  OUT6007: { name: 'input-unreadable', severity: 'error', hint: 'Check that the file can be read from start to end.' },
  OUT6010: { name: 'message-unreadable', severity: 'error', hint: DAMAGED },
  OUT6011: { name: 'compression-unreadable', severity: 'error', hint: DAMAGED },
  OUT6012: { name: 'uncompressed-size-wrong', severity: 'error', hint: DAMAGED },
  OUT6013: { name: 'message-incomplete', severity: 'error', hint: WRITER },
  OUT6020: { name: 'arrow-stream-unreadable', severity: 'error', hint: DAMAGED },
  OUT6021: {
    name: 'arrow-type-unsupported',
    severity: 'error',
    hint: 'Write the component with a plain Arrow type (no dictionaries, views, run-end encoding).',
  },
  OUT6022: { name: 'arrow-out-of-bounds', severity: 'error', hint: DAMAGED },
  OUT6023: { name: 'arrow-values-invalid', severity: 'error', hint: DAMAGED },
  OUT6024: { name: 'arrow-null-count-wrong', severity: 'warning', hint: WRITER },
  OUT6030: { name: 'chunk-without-identity', severity: 'error', hint: WRITER },
  OUT6031: { name: 'chunk-columns-invalid', severity: 'error', hint: WRITER },
  OUT6032: { name: 'index-value-invalid', severity: 'error', hint: WRITER },
  OUT6033: { name: 'sorted-flag-false', severity: 'error', hint: WRITER },
  OUT6034: { name: 'chunk-id-mismatch', severity: 'warning', hint: WRITER },
  OUT6035: { name: 'static-flag-mismatch', severity: 'warning', hint: WRITER },
  OUT6036: {
    name: 'entity-path-unusual',
    severity: 'warning',
    hint: 'Write paths with a leading slash and escaped parts.',
  },
  OUT6037: { name: 'component-not-a-list', severity: 'info', hint: 'Readers wrap it into one value per row.' },
  OUT6038: {
    name: 'component-type-mismatch',
    severity: 'warning',
    hint: 'Viewers since 0.29 do not draw it; use exactly the Arrow type of the component, inner nullability included.',
  },
  OUT6039: {
    name: 'component-type-unknown',
    severity: 'warning',
    hint: 'Rerun 0.41 does not know the type: viewers ignore the column and `rerun rrd verify` fails.',
  },
  OUT6040: {
    name: 'chunk-id-repeated',
    severity: 'error',
    hint: 'Viewers drop the second chunk without a word; give each chunk its own id.',
  },
  OUT6041: {
    name: 'row-id-repeated',
    severity: 'error',
    hint: 'Viewers mix up the data of rows with one id; give each row its own id.',
  },
  OUT6042: {
    name: 'timeline-type-conflict',
    severity: 'warning',
    hint: 'Give a timeline one type in the whole store.',
  },
  OUT6043: {
    name: 'store-unannounced',
    severity: 'warning',
    hint: 'Write SetStoreInfo before the first chunk of the store; Rerun 0.24 refuses the file.',
  },
  OUT6044: { name: 'store-info-incomplete', severity: 'warning', hint: WRITER },
  OUT6045: {
    name: 'application-id-changed-on-load',
    severity: 'warning',
    hint: 'Use letters, digits, _ and - only, at most 180 bytes.',
  },
  OUT6046: {
    name: 'store-without-chunks',
    severity: 'info',
    hint: '`rerun rrd verify` of 0.31 and later fails on such a file.',
  },
  OUT6047: { name: 'rows-not-checked', severity: 'info', hint: 'Raise maxTrackedIds to check every row id.' },
  OUT6050: {
    name: 'footer-missing',
    severity: 'info',
    hint: '`outlay rrd recover` adds one; `rerun rrd verify` of 0.31 and later wants it.',
  },
  OUT6051: { name: 'footer-unreadable', severity: 'error', hint: REBUILD },
  OUT6052: { name: 'footer-hash-wrong', severity: 'error', hint: REBUILD },
  OUT6053: { name: 'footer-place-wrong', severity: 'error', hint: REBUILD },
  OUT6054: { name: 'index-store-missing', severity: 'error', hint: `Reader APIs do not see the store. ${REBUILD}` },
  OUT6055: { name: 'index-columns-wrong', severity: 'error', hint: REBUILD },
  OUT6056: { name: 'schema-hash-wrong', severity: 'error', hint: REBUILD },
  OUT6057: { name: 'index-schema-wrong', severity: 'error', hint: REBUILD },
  OUT6058: { name: 'index-order', severity: 'warning', hint: `\`rerun rrd route\` stumbles over it. ${REBUILD}` },
  OUT6059: {
    name: 'index-of-joined-file',
    severity: 'error',
    hint: `Viewers load the file, reader APIs and \`rerun rrd verify\` do not. ${REBUILD}`,
  },
  OUT6060: { name: 'index-chunk-missing', severity: 'error', hint: `Lazy readers do not see the chunk. ${REBUILD}` },
  OUT6061: { name: 'index-chunk-unknown', severity: 'error', hint: REBUILD },
  OUT6062: { name: 'index-value-wrong', severity: 'error', hint: REBUILD },
} as const satisfies Record<string, RecordingCode>;

/** A stable code of the 6xxx space: recordings. */
export type RecordingErrorCode = keyof typeof RECORDING_CODES;
