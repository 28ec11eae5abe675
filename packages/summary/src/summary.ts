/**
 * A table of metrics, as values: what every renderer draws.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { MetricDescription, Task } from '@outlay/schema/names';
import type { Difference } from './difference.ts';
import type { ColumnsAre, RowsAre } from './words.ts';

/** A column. */
export interface SummaryColumn {
  readonly task: Task;
  readonly metric: string;
  readonly facts: MetricDescription;
  /** Whose values they are, where columns are experiments. */
  readonly experiment?: string;
}

/** A number of the table, and what it is over. */
export interface SummaryCell {
  /** `NaN`: nothing was measured. */
  readonly value: number;
  /** `file`: the trainer's own average. `rows`: worked out from the rows per frame. `mixed`: both, over several scenes. */
  readonly from: 'file' | 'rows' | 'mixed' | 'none';
  /** Scenes with a value, and those that should have one. */
  readonly scenes: { readonly have: number; readonly of: number };
  /** Pairs of camera and frame, or frames, with a value; `null` when no table tells. */
  readonly samples: number | null;
  /** Rows whose value is empty or `nan`. */
  readonly missing: number;
  /** Among comparable cells, decided on the rounded value; ties are all marked. */
  readonly rank?: 'best' | 'second';
  /** To the baseline; absent for the baseline itself. */
  readonly difference?: Difference;
}

/** A row. */
export interface SummaryRow {
  /** A heading that rows share: the scene, or the experiment whose epochs they are. */
  readonly group?: string;
  readonly label: string;
  /** `mean`: over the scenes above. `broken`: {@link problem} says why there are no numbers. */
  readonly kind: 'value' | 'mean' | 'broken';
  readonly cells: readonly SummaryCell[];
  readonly problem?: string;
  readonly experiment?: string;
  readonly scene?: string;
  readonly epoch?: number;
  readonly camera?: number;
}

/** A table of metrics. */
export interface Summary {
  readonly rowsAre: RowsAre;
  readonly columnsAre: ColumnsAre;
  readonly columns: readonly SummaryColumn[];
  readonly rows: readonly SummaryRow[];
  /** Name of the experiment that differences are to. */
  readonly baseline?: string;
  /** What the averages are over, as sentences. */
  readonly notes: readonly string[];
  /** What is not comparable, missing or broken. */
  readonly diagnostics: readonly Diagnostic[];
}
