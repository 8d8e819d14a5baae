import type { Highs } from 'highs';
import { report } from '../diagnostics/index.js';
import { linearSearch, type LinearModel, type LinearResult, type SearchOptions, type Solved, type Solver } from '../partitioner/index.js';
import { InputError } from '../runtime/errors.js';

/** Integer programming through HiGHS, an optional package of its own. Throws `InputError` where it is not installed. */
export function highsSolver(): Solver & { solve(problem: Parameters<Solver['solve']>[0], options: SearchOptions): Promise<Solved> } {
  return {
    name: 'HiGHS',
    async solve(problem, options) {
      const highs = await (loading ??= load());
      return linearSearch(problem, options, 'integer programme (HiGHS)', (model) => run(highs, model, options.expired ?? (() => false)));
    },
  };
}

/** The types describe a CommonJS module; Node gives its loader as the default export of an ES module. */
type Loader = typeof import('highs').default;

let loading: Promise<Highs> | undefined;

async function load(): Promise<Highs> {
  let loader: Loader;
  try {
    const module: { readonly default: unknown } = await import('highs');
    if (!isLoader(module.default)) throw new TypeError('no loader');
    loader = module.default;
  } catch {
    throw new InputError(report('MPC4110', { package: 'highs' }));
  }
  return loader();
}

function isLoader(value: unknown): value is Loader {
  return typeof value === 'function';
}

function run(highs: Highs, model: LinearModel, expired: () => boolean): LinearResult {
  return highs.withModel({ format: 'lp', data: model.text }, (loaded): LinearResult => {
    loaded.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 1e-9, mip_feasibility_tolerance: 1e-9, primal_feasibility_tolerance: 1e-9 });
    loaded.run({ [highs.constants.callbackType.mipInterrupt]: (event) => { if (expired()) event.interrupt(); return undefined; } });
    const status = loaded.getModelStatus();
    const { modelStatus } = highs.constants;
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) return { solved: false, bound: Infinity, value: () => 0 };
    const bound = Number(loaded.info.get('mip_dual_bound'));
    const found = loaded.getSolution().colValue;
    const values = new Map(model.columns.map((name) => [name, found[loaded.getColByName(name)] ?? 0]));
    const solved = status === modelStatus.optimal || Number(loaded.info.get('primal_solution_status')) === 2;
    return { solved, bound: Number.isFinite(bound) ? bound : 0, value: (name) => values.get(name) ?? 0 };
  });
}
