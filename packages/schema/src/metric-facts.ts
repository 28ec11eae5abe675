/**
 * What the layout's metrics are measured in, and which way is better.
 * @module
 */

/** Facts of a metric. */
export interface MetricDescription {
  /** As people write it in a table, e.g. `PSNR`. */
  readonly label: string;
  /** `undefined` for metrics that the layout does not know. */
  readonly better?: 'higher' | 'lower';
  /** `dB`, `mm`; absent for plain numbers. */
  readonly unit?: string;
  /** Decimals that tell values apart. */
  readonly digits: number;
}

const FACTS: Readonly<Record<string, MetricDescription>> = {
  psnr: { label: 'PSNR', better: 'higher', unit: 'dB', digits: 2 },
  ssim: { label: 'SSIM', better: 'higher', digits: 4 },
  lpips: { label: 'LPIPS', better: 'lower', digits: 4 },
  rr_mpjpe_mm: { label: 'RR-MPJPE', better: 'lower', unit: 'mm', digits: 1 },
  rr_mve_mm: { label: 'RR-MVE', better: 'lower', unit: 'mm', digits: 1 },
  cd_mm: { label: 'CD', better: 'lower', unit: 'mm', digits: 1 },
  pcdr: { label: 'PCDR', better: 'higher', digits: 3 },
};

/** Facts of a metric by its name in a metric file. Names that end in `_mm` are lengths, of which less is better. */
export function metricFacts(name: string): MetricDescription {
  const known = FACTS[name.toLowerCase()];
  if (known !== undefined) return known;
  if (/_mm$/i.test(name)) return { label: name.slice(0, -3), better: 'lower', unit: 'mm', digits: 1 };
  return { label: name, digits: 4 };
}
