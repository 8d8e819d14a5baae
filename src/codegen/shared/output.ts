import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import type { ManifestKernel } from '../../runtime/manifest.js';
import type { Caches, KernelWork, OpenThreadWork, Surroundings } from '../../ir/kernel/work/index.js';
import type { Tensor } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';

/** Lines `from`..`to` (from 1, inclusive) of an emitted file come from `span` of the method. */
export interface LineOrigin { readonly from: number; readonly to: number; readonly span: Span }

export interface GeneratedFile {
  /** Path in the build folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly origins?: readonly LineOrigin[];
}

/** What a back end makes of a method: files, and for each step the kernels that run it, in launch order. */
export interface TargetOutput {
  readonly files: readonly GeneratedFile[];
  readonly kernels: ReadonlyMap<Step, readonly ManifestKernel[]>;
  /** What is to be said of a step if it is placed on this device: that it asks too much of it. */
  readonly findings: ReadonlyMap<Step, readonly Diagnostic[]>;
  /** Temporaries of the kernels' own (partial results between two kernels), to be allocated with the method's. */
  readonly scratch?: readonly Tensor[];
  /** What each kernel of a step does at given sizes, in launch order, for the cost model. */
  readonly work?: (step: Step, around: WorkSurroundings) => readonly NamedWork[];
  /** The same of kernels that threads of a CPU run, whatever the caches hold. */
  readonly threadWork?: (step: Step, around: ThreadWorkSurroundings) => readonly NamedThreadWork[];
}

export interface NamedWork extends KernelWork { readonly kernel: string }
export interface NamedThreadWork extends OpenThreadWork { readonly kernel: string }

/** Where kernels run: see `Surroundings`, by tensors in place of buffers. */
export interface WorkSurroundings extends Pick<Surroundings, 'sizes' | 'wave' | 'sector' | 'line' | 'near'> {
  /** Tensors by name have typical elements; scratch tensors of the kernels have none. */
  readonly element: (tensor: string) => (index: number) => number;
  readonly warm: (tensor: string) => boolean;
}

/** Where CPU kernels run. `lanes`: of a vector register. */
export interface ThreadWorkSurroundings extends Pick<WorkSurroundings, 'sizes' | 'element'> {
  readonly threads: number;
  readonly lanes: number;
  readonly caches: Caches;
}
