import { READ_LIMITS } from './limits.ts';

/** Something odd in a text file that did not stop the reader. */
export interface TextFinding {
  readonly kind:
    | 'missing-column'
    | 'extra-column'
    | 'renamed-column'
    | 'ragged-row'
    | 'bad-number'
    | 'float-id'
    | 'duplicate-row'
    | 'no-rows'
    | 'missing-key'
    | 'extra-key'
    | 'duplicate-key'
    | 'bad-line'
    | 'resaved'
    | 'index-column';
  /** 1-based. */
  readonly line: number;
  readonly expected: string;
  readonly actual: string;
}

/** Findings of one file; the number kept is bounded, the number counted is not. */
export interface TextFindings {
  readonly list: readonly TextFinding[];
  /** All findings, the ones beyond `READ_LIMITS.textFindings` included. */
  readonly count: number;
}

/** Collects {@link TextFindings}. */
export class FindingCollector implements TextFindings {
  readonly list: TextFinding[] = [];
  count = 0;
  add(kind: TextFinding['kind'], line: number, expected: string, actual: string): void {
    if (this.count++ < READ_LIMITS.textFindings) this.list.push({ kind, line, expected, actual });
  }
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * A number as the trainers write it: empty and `nan` are `NaN`, `inf` and `-inf` are infinite.
 * `undefined` when the text is no number.
 */
export function parseMetricNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const trimmed = text.trim();
  if (trimmed === '' || /^[-+]?nan$/i.test(trimmed)) return Number.NaN;
  if (/^[-+]?inf(?:inity)?$/i.test(trimmed))
    return trimmed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return DECIMAL.test(trimmed) ? Number(trimmed) : undefined;
}

/** A text for a message: quoted, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
}
