/** JSON with sorted keys and two spaces: equal values, equal text. Infinite numbers and NaN become `null`, as in JSON. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, member: unknown) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : member,
    2,
  );
}
