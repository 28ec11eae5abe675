/** How bad a finding is: `error` = readers fail or show wrong data, `warning` = some reader does, `info` = worth knowing. */
export type FindingSeverity = 'error' | 'warning' | 'info';

interface RecordingCode {
  readonly name: string;
  readonly severity: FindingSeverity;
  /** What it means, in a sentence. */
  readonly reason: string;
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
    reason:
      'The bytes do not begin as a recording does: another kind of file, a web page saved under its name, or an empty file.',
    hint: 'Give a .rrd or .rbl file written by Rerun 0.23 or later.',
  },
  OUT6002: {
    name: 'unsupported-version',
    severity: 'error',
    reason: 'The file was written before Rerun 0.23, in an encoding that viewers of today do not read any more.',
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
    reason: 'Between two messages lies something that is none, so that nothing after it is found by reading on.',
    hint: DAMAGED,
  },
  OUT6005: {
    name: 'limit-exceeded',
    severity: 'error',
    reason: 'Something in the file claims to be larger than any recording needs. Reading on could fill the memory.',
    hint: 'If you trust the file, raise the limit named in the message.',
  },
  OUT6006: {
    name: 'no-end-message',
    severity: 'info',
    reason: 'Every message is whole, but nothing says that the stream is over.',
    hint: 'Normal for a live or killed writer; `outlay rrd recover` closes the file.',
  },
  OUT6007: {
    name: 'input-unreadable',
    severity: 'error',
    reason: 'The disk, the network or the program that hands over the bytes failed while they were read.',
    hint: 'Check that the file can be read from start to end.',
  },
  OUT6010: {
    name: 'message-unreadable',
    severity: 'error',
    reason: 'The envelope of a message cannot be decoded, so what is inside it is lost.',
    hint: DAMAGED,
  },
  OUT6011: {
    name: 'compression-unreadable',
    severity: 'error',
    reason: 'The compressed part of a message is not LZ4 data; the rows in it are lost.',
    hint: DAMAGED,
  },
  OUT6012: {
    name: 'uncompressed-size-wrong',
    severity: 'error',
    reason: 'A message gives another size after decompression than it states. Readers that trust the number fail.',
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
    reason: 'The Arrow data of a chunk does not follow the format, so the rows of the chunk are lost.',
    hint: DAMAGED,
  },
  OUT6021: {
    name: 'arrow-type-unsupported',
    severity: 'error',
    reason: 'The Arrow data is valid, but of a kind that Rerun does not write and its readers do not take.',
    hint: 'Write the component with a plain Arrow type (no dictionaries, views, run-end encoding).',
  },
  OUT6022: {
    name: 'arrow-out-of-bounds',
    severity: 'error',
    reason: 'Lengths or offsets in the Arrow data point outside of it. Reading them anyway would show foreign bytes.',
    hint: DAMAGED,
  },
  OUT6023: {
    name: 'arrow-values-invalid',
    severity: 'error',
    reason: 'Values break the promises of their own column: a null where none may be, or text that is not UTF-8.',
    hint: DAMAGED,
  },
  OUT6024: {
    name: 'arrow-null-count-wrong',
    severity: 'warning',
    reason: 'A column states another number of nulls than it has.',
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
      'The columns of a chunk do not fit together: a row id, a timeline or a component is missing or of another length.',
    hint: WRITER,
  },
  OUT6032: {
    name: 'index-value-invalid',
    severity: 'error',
    reason: 'A row has no time, or one that is reserved; it cannot be placed on its timeline.',
    hint: WRITER,
  },
  OUT6033: {
    name: 'sorted-flag-false',
    severity: 'error',
    reason: 'A timeline says that it is sorted and is not. Readers that search it by halves miss rows.',
    hint: WRITER,
  },
  OUT6034: {
    name: 'chunk-id-mismatch',
    severity: 'warning',
    reason: 'A message calls its chunk by another id than the chunk itself does.',
    hint: WRITER,
  },
  OUT6035: {
    name: 'static-flag-mismatch',
    severity: 'warning',
    reason: 'A message says whether its chunk is static, and the chunk says the opposite.',
    hint: WRITER,
  },
  OUT6036: {
    name: 'entity-path-unusual',
    severity: 'warning',
    reason: 'Entity paths are written in more than one way; readers take them for the same entity, searches do not.',
    hint: 'Write paths with a leading slash and escaped parts.',
  },
  OUT6037: {
    name: 'component-not-a-list',
    severity: 'info',
    reason: 'A component is a plain column, one value per row, where Rerun writes lists.',
    hint: 'Readers wrap it into one value per row.',
  },
  OUT6038: {
    name: 'component-type-mismatch',
    severity: 'warning',
    reason: 'A component names a type of Rerun and holds values of another one.',
    hint: 'Viewers since 0.29 do not draw it; use exactly the Arrow type of the component, inner nullability included.',
  },
  OUT6039: {
    name: 'component-type-unknown',
    severity: 'warning',
    reason: 'A component names a type that Rerun does not have.',
    hint: 'Rerun 0.41 does not know the type: viewers ignore the column and `rerun rrd verify` fails.',
  },
  OUT6040: {
    name: 'chunk-id-repeated',
    severity: 'error',
    reason: 'Two chunks of a store have the same id.',
    hint: 'Viewers drop the second chunk without a word; give each chunk its own id.',
  },
  OUT6041: {
    name: 'row-id-repeated',
    severity: 'error',
    reason: 'Two rows of a store have the same id.',
    hint: 'Viewers mix up the data of rows with one id; give each row its own id.',
  },
  OUT6042: {
    name: 'timeline-type-conflict',
    severity: 'warning',
    reason: 'One timeline is a sequence in one chunk and a time in another.',
    hint: 'Give a timeline one type in the whole store.',
  },
  OUT6043: {
    name: 'store-unannounced',
    severity: 'warning',
    reason: 'A chunk, or the choice of a blueprint, comes before the message that introduces its store.',
    hint: 'Write SetStoreInfo before the first chunk of the store; Rerun 0.24 refuses the file.',
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
      'Viewers shorten or change this application id when they load the file, so that saved layouts are not found again.',
    hint: 'Use letters, digits, _ and - only, at most 180 bytes.',
  },
  OUT6046: {
    name: 'store-without-chunks',
    severity: 'info',
    reason: 'A store is introduced and has no data.',
    hint: '`rerun rrd verify` of 0.31 and later fails on such a file.',
  },
  OUT6047: {
    name: 'rows-not-checked',
    severity: 'info',
    reason:
      'The recording has more rows than are remembered while checking; whether later row ids repeat is not known.',
    hint: 'Raise maxTrackedIds to check every row id.',
  },
  OUT6050: {
    name: 'footer-missing',
    severity: 'info',
    reason: 'The file has no chunk index at its end. It loads, but readers cannot fetch a part of it.',
    hint: '`outlay rrd recover` adds one; `rerun rrd verify` of 0.31 and later wants it.',
  },
  OUT6051: {
    name: 'footer-unreadable',
    severity: 'error',
    reason: 'The chunk index is there and cannot be decoded.',
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
    reason: 'The end of the file points to a place where the chunk index is not.',
    hint: REBUILD,
  },
  OUT6054: {
    name: 'index-store-missing',
    severity: 'error',
    reason: 'The chunk index leaves a whole store out.',
    hint: `Reader APIs do not see the store. ${REBUILD}`,
  },
  OUT6055: {
    name: 'index-columns-wrong',
    severity: 'error',
    reason: 'The chunk index lacks a column that readers look for, or has one that no chunk accounts for.',
    hint: REBUILD,
  },
  OUT6056: {
    name: 'schema-hash-wrong',
    severity: 'error',
    reason: 'The chunk index states another hash of its schema than the schema has.',
    hint: REBUILD,
  },
  OUT6057: {
    name: 'index-schema-wrong',
    severity: 'error',
    reason: 'The schema in the chunk index names other components, types or timelines than the chunks have.',
    hint: REBUILD,
  },
  OUT6058: {
    name: 'index-order',
    severity: 'warning',
    reason: 'The rows of the chunk index are not in the order of the file.',
    hint: `\`rerun rrd route\` stumbles over it. ${REBUILD}`,
  },
  OUT6059: {
    name: 'index-of-joined-file',
    severity: 'error',
    reason: 'Recordings were joined with `cat`: each kept its own index, whose places are now wrong.',
    hint: `Viewers load the file, reader APIs and \`rerun rrd verify\` do not. ${REBUILD}`,
  },
  OUT6060: {
    name: 'index-chunk-missing',
    severity: 'error',
    reason: 'A chunk of the file is not in the index.',
    hint: `Lazy readers do not see the chunk. ${REBUILD}`,
  },
  OUT6061: {
    name: 'index-chunk-unknown',
    severity: 'error',
    reason: 'The index lists a chunk that the file does not have, or lists one twice.',
    hint: REBUILD,
  },
  OUT6062: {
    name: 'index-value-wrong',
    severity: 'error',
    reason: 'The index says something else about a chunk than the chunk itself: its entity, times, rows or place.',
    hint: REBUILD,
  },
} as const satisfies Record<string, RecordingCode>;

/** A stable code of the 6xxx space: recordings. */
export type RecordingErrorCode = keyof typeof RECORDING_CODES;
