import { join } from 'node:path';
import { report } from '../diagnostics/index.js';
import type { Manifest } from '../runtime/manifest.js';
import { InputError, reasonOf } from '../runtime/errors.js';
import { compileModule, findGpuCompiler, prebuiltPath } from '../runtime/gpu/toolchain.js';

/**
 * Compiles the HIP sources of a build for GPU architectures (`gfx90a`, `sm_90`), beside them. Gives the paths in the build
 * folder. Throws `InputError`.
 */
export async function buildGpuBinaries(folder: string, manifest: Manifest, architectures: readonly string[]): Promise<readonly string[]> {
  const sources = new Set(manifest.steps.flatMap((s) => (s.kernels.gpu ?? []).map((k) => k.file)));
  const built: string[] = [];
  for (const architecture of architectures) {
    const compiler = /^(gfx|sm_)\w+$/.test(architecture) ? await findGpuCompiler(architecture) : undefined;
    if (!compiler) throw new InputError(report('MPC5101', { architecture }));
    for (const source of sources) {
      const out = prebuiltPath(source, architecture);
      await compileModule(join(folder, source), join(folder, out), compiler).catch((error: unknown) => {
        throw new InputError(report('MPC5102', { source, reason: reasonOf(error).replaceAll(join(folder, '/'), '') }));
      });
      built.push(out);
    }
  }
  return built;
}
