import type { Method } from '../../ir/nodes.js';
import type { GeneratedFile } from '../shared/output.js';
import type { Bounds } from './bounds.js';
import type { KernelEstimate } from './estimate.js';
import type { HlsKernel } from './kernel.js';

export function projectFiles(_m: Method, _k: HlsKernel, _e: KernelEstimate, _b: Bounds, _f: string): readonly GeneratedFile[] {
  return [];
}
