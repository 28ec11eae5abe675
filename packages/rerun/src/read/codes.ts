/** How bad a finding is. `error`: readers fail or show wrong data. `warning`: some reader does. `info`: worth knowing. */
export type FindingSeverity = 'error' | 'warning' | 'info';

interface RecordingCode {
  readonly name: string;
  readonly severity: FindingSeverity;
  /** What it means, in a sentence. */
  readonly reason: string;
  readonly hint: string;
}

const COPY_AGAIN = 'Copy or download the file again. If the original is damaged too, run `outlay rrd recover` on it.';
const DAMAGED = 'Run `outlay rrd recover` to save every chunk that is still intact.';
const WRITER = 'Report it to the program that wrote the file.';
const REBUILD = 'Run `outlay rrd recover` to rewrite the file with a correct chunk index.';

/**
 * Every code of reading a recording, thrown or found by `verify`.
 * Numbers are never used again for something else. 600x framing, 601x messages, 602x Arrow, 603x chunks,
 * 604x stores, 605x footer, 606x index rows against chunks.
 */
export const RECORDING_CODES = {
  OUT6001: {
    name: 'not-a-recording',
    severity: 'error',
    reason:
      'The bytes do not start like a recording. It is another kind of file, a web page saved under this name, or an empty file.',
    hint: 'Give a .rrd or .rbl file written by Rerun 0.23 or later.',
  },
  OUT6002: {
    name: 'unsupported-version',
    severity: 'error',
    reason: 'The file was written before Rerun 0.23, in an encoding that current viewers no longer read.',
    hint: 'Convert it with `rerun rrd migrate` of Rerun 0.23.',
  },
  OUT6003: {
    name: 'truncated',
    severity: 'error',
    reason: 'The file ends in the middle of a message: the copy, the download or the writer was interrupted.',
    hint: COPY_AGAIN,
  },
  OUT6004: {
    name: 'junk-between-messages',
    severity: 'error',
    reason: 'Bytes between two messages are not a message. Reading on finds nothing after them.',
    hint: DAMAGED,
  },
  OUT6005: {
    name: 'limit-exceeded',
    severity: 'error',
    reason: 'Something in the file claims to be larger than any recording needs. Reading on could exhaust memory.',
    hint: 'If you trust the file, raise the limit named in the message.',
  },
  OUT6006: {
    name: 'no-end-message',
    severity: 'info',
    reason: 'Every message is intact, but the stream has no end message.',
    hint: 'This is normal for a live or killed writer. Run `outlay rrd recover` to close the file.',
  },
  OUT6007: {
    name: 'input-unreadable',
    severity: 'error',
    reason: 'The disk, the network or the program that supplies the bytes failed during reading.',
    hint: 'Check that the file can be read from start to end.',
  },
  OUT6010: {
    name: 'message-unreadable',
    severity: 'error',
    reason: 'The envelope of a message cannot be decoded. Its content is lost.',
    hint: DAMAGED,
  },
  OUT6011: {
    name: 'compression-unreadable',
    severity: 'error',
    reason: 'The compressed part of a message is not LZ4 data. Its rows are lost.',
    hint: DAMAGED,
  },
  OUT6012: {
    name: 'uncompressed-size-wrong',
    severity: 'error',
    reason: 'A message states one size and has another after decompression. Readers that trust the number fail.',
    hint: DAMAGED,
  },
  OUT6013: {
    name: 'message-incomplete',
    severity: 'error',
    reason: 'A message lacks a part that readers need, or names a store of the wrong kind.',
    hint: WRITER,
  },
  OUT6020: {
    name: 'arrow-stream-unreadable',
    severity: 'error',
    reason: 'The Arrow data of a chunk breaks the format. The rows of the chunk are lost.',
    hint: DAMAGED,
  },
  OUT6021: {
    name: 'arrow-type-unsupported',
    severity: 'error',
    reason: 'The Arrow data is valid, but of a type that Rerun does not write and its readers do not accept.',
    hint: 'Write the component with a plain Arrow type (no dictionaries, views, run-end encoding).',
  },
  OUT6022: {
    name: 'arrow-out-of-bounds',
    severity: 'error',
    reason: 'Lengths or offsets in the Arrow data point outside it. Reading them would expose unrelated bytes.',
    hint: DAMAGED,
  },
  OUT6023: {
    name: 'arrow-values-invalid',
    severity: 'error',
    reason: 'Values contradict their own column: a null in a column without nulls, or text that is not UTF-8.',
    hint: DAMAGED,
  },
  OUT6024: {
    name: 'arrow-null-count-wrong',
    severity: 'warning',
    reason: 'A column states a wrong number of nulls.',
    hint: WRITER,
  },
  OUT6030: {
    name: 'chunk-without-identity',
    severity: 'error',
    reason: 'A chunk has no id, or does not say which entity it belongs to.',
    hint: WRITER,
  },
  OUT6031: {
    name: 'chunk-columns-invalid',
    severity: 'error',
    reason:
      'The columns of a chunk do not match: a row id, a timeline or a component is missing or has another length.',
    hint: WRITER,
  },
  OUT6032: {
    name: 'index-value-invalid',
    severity: 'error',
    reason: 'A row has no time, or a reserved one. It has no place on its timeline.',
    hint: WRITER,
  },
  OUT6033: {
    name: 'sorted-flag-false',
    severity: 'error',
    reason: 'A timeline is marked as sorted and is not. Readers that use binary search miss rows.',
    hint: WRITER,
  },
  OUT6034: {
    name: 'chunk-id-mismatch',
    severity: 'warning',
    reason: 'A message and its chunk state different chunk ids.',
    hint: WRITER,
  },
  OUT6035: {
    name: 'static-flag-mismatch',
    severity: 'warning',
    reason: 'A message and its chunk disagree on whether the chunk is static.',
    hint: WRITER,
  },
  OUT6036: {
    name: 'entity-path-unusual',
    severity: 'warning',
    reason: 'One entity path is written in several ways. Readers treat them as one entity, searches do not.',
    hint: 'Write paths with a leading slash and escaped parts.',
  },
  OUT6037: {
    name: 'component-not-a-list',
    severity: 'info',
    reason: 'A component is a plain column with one value per row. Rerun writes lists.',
    hint: 'Readers wrap it into one value per row.',
  },
  OUT6038: {
    name: 'component-type-mismatch',
    severity: 'warning',
    reason: 'A component names a Rerun type and holds values of another type.',
    hint: 'Use exactly the Arrow type of the component, inner nullability included. Viewers since 0.29 do not draw others.',
  },
  OUT6039: {
    name: 'component-type-unknown',
    severity: 'warning',
    reason: 'A component names a type that Rerun does not have.',
    hint: 'Use a component type that Rerun 0.41 knows. For others, viewers ignore the column and `rerun rrd verify` fails.',
  },
  OUT6040: {
    name: 'chunk-id-repeated',
    severity: 'error',
    reason: 'Two chunks of a store have the same id.',
    hint: 'Give each chunk its own id. Viewers silently drop the second chunk.',
  },
  OUT6041: {
    name: 'row-id-repeated',
    severity: 'error',
    reason: 'Two rows of a store have the same id.',
    hint: 'Give each row its own id. Viewers mix up the data of rows that share one.',
  },
  OUT6042: {
    name: 'timeline-type-conflict',
    severity: 'warning',
    reason: 'A timeline is a sequence in one chunk and a time in another.',
    hint: 'Give a timeline one type in the whole store.',
  },
  OUT6043: {
    name: 'store-unannounced',
    severity: 'warning',
    reason: 'A chunk, or the choice of a blueprint, comes before the message that introduces its store.',
    hint: 'Write SetStoreInfo before the first chunk of the store. Rerun 0.24 refuses the file otherwise.',
  },
  OUT6044: {
    name: 'store-info-incomplete',
    severity: 'warning',
    reason: 'The message that introduces a store lacks the application id, or details of what wrote it.',
    hint: WRITER,
  },
  OUT6045: {
    name: 'application-id-changed-on-load',
    severity: 'warning',
    reason:
      'Viewers shorten or change this application id when they load the file. They do not find saved layouts again.',
    hint: 'Use only letters, digits, _ and -, at most 180 bytes.',
  },
  OUT6046: {
    name: 'store-without-chunks',
    severity: 'info',
    reason: 'A store is introduced and has no data.',
    hint: 'Log something to the store, or leave it out. `rerun rrd verify` 0.31 and later fails on such a file.',
  },
  OUT6047: {
    name: 'rows-not-checked',
    severity: 'info',
    reason: 'The recording has more rows than the check remembers. Later row ids were not checked for repeats.',
    hint: 'Raise maxTrackedIds to check every row id.',
  },
  OUT6050: {
    name: 'footer-missing',
    severity: 'info',
    reason: 'The file has no chunk index. It loads, but readers cannot fetch parts of it.',
    hint: 'Run `outlay rrd recover` to add one. `rerun rrd verify` 0.31 and later requires it.',
  },
  OUT6051: {
    name: 'footer-unreadable',
    severity: 'error',
    reason: 'The chunk index cannot be decoded.',
    hint: REBUILD,
  },
  OUT6052: {
    name: 'footer-hash-wrong',
    severity: 'error',
    reason: 'The bytes of the chunk index changed after they were written.',
    hint: REBUILD,
  },
  OUT6053: {
    name: 'footer-place-wrong',
    severity: 'error',
    reason: 'The end of the file points to the wrong place for the chunk index.',
    hint: REBUILD,
  },
  OUT6054: {
    name: 'index-store-missing',
    severity: 'error',
    reason: 'The chunk index omits a store.',
    hint: `${REBUILD} Reader APIs miss the store.`,
  },
  OUT6055: {
    name: 'index-columns-wrong',
    severity: 'error',
    reason: 'The chunk index lacks a column that readers need, or has one that belongs to no chunk.',
    hint: REBUILD,
  },
  OUT6056: {
    name: 'schema-hash-wrong',
    severity: 'error',
    reason: 'The chunk index states a wrong hash of its schema.',
    hint: REBUILD,
  },
  OUT6057: {
    name: 'index-schema-wrong',
    severity: 'error',
    reason: 'The schema in the chunk index and the chunks have different components, types or timelines.',
    hint: REBUILD,
  },
  OUT6058: {
    name: 'index-order',
    severity: 'warning',
    reason: 'The rows of the chunk index are not in the order of the file.',
    hint: `${REBUILD} \`rerun rrd route\` fails on this file.`,
  },
  OUT6059: {
    name: 'index-of-joined-file',
    severity: 'error',
    reason: 'Recordings were joined with `cat`. Each kept its own index, whose offsets are now wrong.',
    hint: `${REBUILD} Viewers load this file, reader APIs and \`rerun rrd verify\` do not.`,
  },
  OUT6060: {
    name: 'index-chunk-missing',
    severity: 'error',
    reason: 'A chunk of the file is not in the index.',
    hint: `${REBUILD} Lazy readers miss the chunk.`,
  },
  OUT6061: {
    name: 'index-chunk-unknown',
    severity: 'error',
    reason: 'The index lists a chunk that is not in the file, or lists a chunk twice.',
    hint: REBUILD,
  },
  OUT6062: {
    name: 'index-value-wrong',
    severity: 'error',
    reason: 'The index and a chunk disagree on its entity, times, rows or place.',
    hint: REBUILD,
  },
} as const satisfies Record<string, RecordingCode>;

/** A stable code of the 6xxx space: recordings. */
export type RecordingErrorCode = keyof typeof RECORDING_CODES;
