import type { Environment } from '../analysis/index.js';

/** Results that are kept of each function. */
const REMEMBERED = 64;

/** Results by the values of the sizes that they follow from. `keys`: the names of all sizes that there were. */
interface Known<R> { readonly keys: string; readonly names: readonly string[]; readonly results: Map<string, R> }

/**
 * A function of sizes that remembers its results by those sizes that it looked at, so that a change of any other one costs nothing. Which ones those are may depend on
 * their values alone.
 */
export function remembered<A extends object, R>(count: (env: Environment, at: A) => R): (env: Environment, at: A) => R {
  const known = new WeakMap<A, Known<R>[]>();
  const views = new Map<string, View>();
  return (env, at) => {
    const groups = known.get(at) ?? [];
    known.set(at, groups);
    const keys = keysOf(env);
    for (const { keys: all, names, results } of groups) {
      const old = all === keys ? results.get(valuesOf(names, env)) : undefined;
      if (old !== undefined) return old;
    }
    const view = views.get(keys) ?? new View(Object.keys(env));
    views.set(keys, view);
    view.look(env);
    const made = count(view.sizes, at);
    const names = [...view.seen].sort();
    const same = groups.find((g) => g.keys === keys && g.names.length === names.length && g.names.every((n, i) => n === names[i]));
    const group = same ?? { keys, names, results: new Map<string, R>() };
    if (!same) groups.push(group);
    const [first] = group.results.keys();
    if (group.results.size >= REMEMBERED && first !== undefined) group.results.delete(first);
    group.results.set(valuesOf(names, env), made);
    return made;
  };
}

const keysByEnvironment = new WeakMap<Environment, string>();

function keysOf(env: Environment): string {
  const keys = keysByEnvironment.get(env) ?? Object.keys(env).join();
  keysByEnvironment.set(env, keys);
  return keys;
}

function valuesOf(names: readonly string[], env: Environment): string {
  let text = '';
  for (const name of names) text += `${env[name] ?? '?'},`;
  return text;
}

/** Sizes, noting which of them somebody looks at. */
class View {
  readonly sizes: Environment;
  readonly seen = new Set<string>();
  #env: Environment = {};

  constructor(names: readonly string[]) {
    this.sizes = Object.defineProperties<Record<string, number>>({}, Object.fromEntries(names.map((name) => [name, {
      enumerable: true,
      get: () => {
        this.seen.add(name);
        return this.#env[name];
      },
    }])));
  }

  look(env: Environment): void {
    this.#env = env;
    this.seen.clear();
  }
}
