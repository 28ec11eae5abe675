import { parseEpochs } from '../../grammar/selection.ts';

/** Which epoch a table shows: the newest with metrics, each run's best, or one by number. */
export type SummaryEpoch = 'latest' | 'best' | number;

/** `latest`, `best`, `30`, `epoch_0030`. */
export function parseSummaryEpochs(text: string): SummaryEpoch {
  if (text === 'latest' || text === 'best') return text;
  const epochs = parseEpochs(text);
  const [epoch] = typeof epochs === 'string' ? [] : epochs;
  if (epoch === undefined || epochs.length !== 1)
    throw new RangeError(
      `expected 'latest', 'best' or one epoch such as 30, found '${text}'. All of them: --rows epoch.`,
    );
  return epoch;
}
