import { readCompleteness } from '@outlay/rerun/read';
import type { RecordingReader } from '../../src/index.ts';

/** The reader that the command line brings. */
export const RECORDING_READER: RecordingReader = { completeness: readCompleteness };
