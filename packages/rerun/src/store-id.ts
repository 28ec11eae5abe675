import { InvalidStoreIdError } from './errors.ts';

/** Readers from 0.36 on rewrite application ids that break this rule (rrd-format 12.1). */
const APPLICATION_ID = /^[A-Za-z0-9_ [\]:-]{1,180}$/;

/** @throws InvalidStoreIdError when a reader would change or refuse the id. */
export function checkApplicationId(id: string): void {
  if (!APPLICATION_ID.test(id)) {
    throw new InvalidStoreIdError('applicationId', String(id), 'readers from 0.36 on would change it');
  }
}

/** @throws InvalidStoreIdError when it is empty. */
export function checkRecordingId(argument: string, id: string): void {
  if (typeof id !== 'string' || id.length === 0) throw new InvalidStoreIdError(argument, String(id), 'it is empty');
}
