import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALREADY_ENABLED, bindShared, loadFirst, text, type DevicePlace, type GpuApi, type OpenDevice, type Pointer } from './api.js';

const LIBRARIES = ['libamdhip64.so.7', 'libamdhip64.so.6', 'libamdhip64.so.5', 'libamdhip64.so', '/opt/rocm/lib/libamdhip64.so'];

const NAMES = {
  malloc: 'hipMalloc', free: 'hipFree', hostMalloc: 'hipHostMalloc', hostFree: 'hipHostFree',
  copyIn: 'hipMemcpyHtoDAsync', copyOut: 'hipMemcpyDtoHAsync', copyWithin: 'hipMemcpyDtoDAsync', fill: 'hipMemsetD8Async',
  loadModule: 'hipModuleLoadData', unloadModule: 'hipModuleUnload', getFunction: 'hipModuleGetFunction', launch: 'hipModuleLaunchKernel',
  streamCreate: 'hipStreamCreateWithFlags', streamQuery: 'hipStreamQuery', streamDestroy: 'hipStreamDestroy',
  streamWait: 'hipStreamWaitEvent',
  eventCreate: 'hipEventCreateWithFlags', eventRecord: 'hipEventRecord', eventSynchronize: 'hipEventSynchronize',
  eventElapsed: 'hipEventElapsedTime', eventDestroy: 'hipEventDestroy',
} as const;

/** An AMD device; undefined where there is no HIP or no such device. Never asks for hipDeviceProp, whose layout changes. */
export function openHip(at: DevicePlace, libraries: readonly string[] = LIBRARIES): OpenDevice | undefined {
  const library = loadFirst(libraries);
  if (!library) return undefined;
  const int = new Int32Array(1);
  const getByAddress = library.func('hipDeviceGetByPCIBusId', 'int', ['void *', 'str']) as (out: Int32Array, address: string) => number;
  const count = countIn(library);
  if (typeof at === 'string' ? count === 0 || getByAddress(int, at) !== 0 : at >= count) return undefined;
  const index = typeof at === 'string' ? int[0] ?? 0 : at;
  const setDevice = library.func('hipSetDevice', 'int', ['int']) as (device: number) => number;
  const getName = library.func('hipDeviceGetName', 'int', ['void *', 'int', 'int']) as (out: Uint8Array, length: number, device: number) => number;
  const canAccess = library.func('hipDeviceCanAccessPeer', 'int', ['void *', 'int', 'int']) as (out: Int32Array, device: number, peer: number) => number;
  const enablePeer = library.func('hipDeviceEnablePeerAccess', 'int', ['int', 'uint']) as (peer: number, flags: number) => number;
  const copyPeer = library.func('hipMemcpyPeerAsync', 'int', ['void *', 'int', 'void *', 'int', 'size_t', 'void *']) as (
    to: Pointer, toDevice: number, from: Pointer, fromDevice: number, bytes: number, stream: Pointer) => number;
  const errorText = library.func('hipGetErrorString', 'str', ['int']) as (status: number) => string;
  const name = new Uint8Array(256);
  getName(name, name.length, index);
  const api = {
    kind: 'hip' as const, ...bindShared(library, NAMES),
    makeCurrent: () => setDevice(index), describe: errorText, close: () => { /* the process keeps the device */ },
    openPeer: (other: GpuApi) => {
      if (canAccess(int, index, other.device) !== 0 || int[0] !== 1) return false;
      const status = enablePeer(other.device, 0);
      return status === 0 || status === ALREADY_ENABLED;
    },
    copyFromPeer: (to: Pointer, peer: GpuApi, from: Pointer, bytes: number, stream: Pointer) => copyPeer(to, index, from, peer.device, bytes, stream),
    device: index, context: 0n,
  };
  if (api.makeCurrent() !== 0) return undefined;
  const architecture = architectures()[index] ?? 'gfx90a';
  return { api, name: text(name).trim() || `AMD ${architecture}`, architecture };
}

/** How many AMD devices there are. */
export function hipDevices(libraries: readonly string[] = LIBRARIES): number {
  const library = loadFirst(libraries);
  return library ? countIn(library) : 0;
}

function countIn(library: NonNullable<ReturnType<typeof loadFirst>>): number {
  const init = library.func('hipInit', 'int', ['uint']) as (flags: number) => number;
  const getCount = library.func('hipGetDeviceCount', 'int', ['void *']) as (out: Int32Array) => number;
  const count = new Int32Array(1);
  return init(0) === 0 && getCount(count) === 0 ? count[0] ?? 0 : 0;
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
