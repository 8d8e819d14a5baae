import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindShared, loadFirst, text, type OpenDevice } from './api.js';

const LIBRARIES = ['libamdhip64.so.7', 'libamdhip64.so.6', 'libamdhip64.so.5', 'libamdhip64.so', '/opt/rocm/lib/libamdhip64.so'];

const NAMES = {
  malloc: 'hipMalloc', free: 'hipFree', hostMalloc: 'hipHostMalloc', hostFree: 'hipHostFree',
  copyIn: 'hipMemcpyHtoDAsync', copyOut: 'hipMemcpyDtoHAsync', copyWithin: 'hipMemcpyDtoDAsync', fill: 'hipMemsetD8Async',
  loadModule: 'hipModuleLoadData', unloadModule: 'hipModuleUnload', getFunction: 'hipModuleGetFunction', launch: 'hipModuleLaunchKernel',
  streamCreate: 'hipStreamCreateWithFlags', streamQuery: 'hipStreamQuery', streamDestroy: 'hipStreamDestroy',
  eventCreate: 'hipEventCreateWithFlags', eventRecord: 'hipEventRecord', eventSynchronize: 'hipEventSynchronize',
  eventElapsed: 'hipEventElapsedTime', eventDestroy: 'hipEventDestroy',
} as const;

/** AMD device `index`; undefined where there is no HIP or no such device. Never asks for hipDeviceProp, whose layout changes. */
export function openHip(index: number, libraries: readonly string[] = LIBRARIES): OpenDevice | undefined {
  const library = loadFirst(libraries);
  if (!library) return undefined;
  const init = library.func('hipInit', 'int', ['uint']) as (flags: number) => number;
  const getCount = library.func('hipGetDeviceCount', 'int', ['void *']) as (out: Int32Array) => number;
  const count = new Int32Array(1);
  if (init(0) !== 0 || getCount(count) !== 0 || index >= (count[0] ?? 0)) return undefined;
  const setDevice = library.func('hipSetDevice', 'int', ['int']) as (device: number) => number;
  const getName = library.func('hipDeviceGetName', 'int', ['void *', 'int', 'int']) as (out: Uint8Array, length: number, device: number) => number;
  const errorText = library.func('hipGetErrorString', 'str', ['int']) as (status: number) => string;
  const name = new Uint8Array(256);
  getName(name, name.length, index);
  const api = {
    kind: 'hip' as const, ...bindShared(library, NAMES),
    makeCurrent: () => setDevice(index), describe: errorText, close: () => { /* the process keeps the device */ },
  };
  if (api.makeCurrent() !== 0) return undefined;
  const architecture = architectures()[index] ?? 'gfx90a';
  return { api, name: text(name).trim() || `AMD ${architecture}`, architecture };
}

const TOPOLOGY = '/sys/class/kfd/kfd/topology/nodes';

/** Architectures of the GPUs that the kernel driver knows, in its order: `gfx_target_version 90010` is gfx90a. */
export function architectures(folder = TOPOLOGY): readonly string[] {
  try {
    const nodes = readdirSync(folder).sort((a, b) => Number(a) - Number(b));
    return nodes.flatMap((node) => {
      const version = Number(/^gfx_target_version (\d+)$/m.exec(readFileSync(join(folder, node, 'properties'), 'utf8'))?.[1] ?? 0);
      if (version === 0) return []; // a CPU
      const [major, minor, stepping] = [Math.floor(version / 10000), Math.floor(version / 100) % 100, version % 100];
      return [`gfx${major}${minor.toString(16)}${stepping.toString(16)}`];
    });
  } catch {
    return [];
  }
}
