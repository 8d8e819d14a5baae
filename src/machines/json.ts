/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `base` with what `change` says: objects go together member by member, `null` takes a member away, everything else replaces. A figure
 * is replaced as a whole, so that neither a new value nor a new unit or grade can keep the rest of the old one.
 * A `null` of a name that is not `known` stays, to be told of.
 */
export function merged(base: unknown, change: unknown, known: (name: string) => boolean): unknown {
  if (!isRecord(base) || !isRecord(change) || 'value' in base || 'value' in change) return change;
  const names = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  return Object.fromEntries(names.flatMap((name) => {
    if (!Object.hasOwn(change, name)) return [[name, base[name]]];
    if (change[name] === null) return Object.hasOwn(base, name) || known(name) ? [] : [[name, null]];
    return [[name, Object.hasOwn(base, name) ? merged(base[name], change[name], known) : change[name]]];
  }));
}

/** JSON without a member. */
export function without(json: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
