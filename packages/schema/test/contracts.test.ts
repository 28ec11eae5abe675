import { describe, expect, it } from 'vitest';
import {
  type ContractId,
  FILE_CONTRACTS,
  FOLDER_CONTRACTS,
  fileContract,
  PLACEHOLDERS,
  placeholdersOf,
} from '../src/index.ts';

describe('file contracts', () => {
  it('have unique ids and patterns, and known placeholders', () => {
    expect(new Set(FILE_CONTRACTS.map((c) => c.id)).size).toBe(FILE_CONTRACTS.length);
    expect(new Set(FILE_CONTRACTS.map((c) => c.pattern)).size).toBe(FILE_CONTRACTS.length);
    for (const { pattern } of [...FILE_CONTRACTS, ...FOLDER_CONTRACTS])
      for (const name of placeholdersOf(pattern)) expect(Object.keys(PLACEHOLDERS)).toContain(name);
  });

  it('require exactly the files the specification requires', () => {
    expect(FILE_CONTRACTS.filter((c) => c.need === 'must').map((c) => c.pattern)).toEqual([
      'manifest.json',
      'evaluation/{epoch}/nvs/metrics/novel_view_results.txt',
      'evaluation/{epoch}/nvs/metrics/metrics_avg_per_camera.csv',
      'evaluation/{epoch}/nvs/metrics/metrics_all_cams_per_frame.csv',
      'evaluation/{epoch}/pose_smplx/metrics/smplx_pose_estimation_overall_results.txt',
      'evaluation/{epoch}/pose_smplx/metrics/smplx_pose_estimation_metrics_per_frame.csv',
      'evaluation/{epoch}/pose_smpl/metrics/smpl_pose_estimation_overall_results.txt',
      'evaluation/{epoch}/pose_smpl/metrics/smpl_pose_estimation_metrics_per_frame.csv',
    ]);
  });

  it('are found by id, or refused', () => {
    expect(fileContract('nvs.pred.image').pattern).toContain('/pred/{cam}/');
    expect(() => fileContract('nvs.nothing' as ContractId)).toThrow(RangeError);
  });
});
