import type { SetStoreInfo, StoreId } from '../rrd/messages.ts';

/** Identity of a store with its application id, wherever the file says it. */
export type ResolvedStoreId = Required<StoreId>;

/**
 * Knows the stores of an input. Files of 0.24 give the application id only in `SetStoreInfo`; it is looked up by kind
 * and recording id, as readers do.
 */
export class StoreDirectory {
  readonly #applicationIds = new Map<string, string>();

  announce(info: SetStoreInfo): ResolvedStoreId {
    const applicationId = info.storeId.applicationId ?? info.legacyApplicationId ?? '';
    this.#applicationIds.set(shortKey(info.storeId), applicationId);
    return { ...info.storeId, applicationId };
  }

  resolve(storeId: StoreId): ResolvedStoreId {
    const applicationId = storeId.applicationId ?? this.#applicationIds.get(shortKey(storeId)) ?? '';
    return { kind: storeId.kind, recordingId: storeId.recordingId, applicationId };
  }
}

/** One text per store: equal ids, equal text. */
export function storeKey(storeId: ResolvedStoreId): string {
  return JSON.stringify([storeId.kind, storeId.applicationId, storeId.recordingId]);
}

/** `recording 'id' of 'app'`, for messages. */
export function describeStore(storeId: ResolvedStoreId): string {
  return `${storeId.kind} '${storeId.recordingId}' of '${storeId.applicationId}'`;
}

const shortKey = (storeId: StoreId): string => JSON.stringify([storeId.kind, storeId.recordingId]);
