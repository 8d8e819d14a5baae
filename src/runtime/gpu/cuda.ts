import koffi from 'koffi';
import { ALREADY_ENABLED, bindShared, loadFirst, text, type DevicePlace, type GpuApi, type OpenDevice, type Pointer } from './api.js';

const LIBRARIES = ['libcuda.so.1', 'libcuda.so'];

const NAMES = {
  malloc: 'cuMemAlloc_v2', free: 'cuMemFree_v2', hostMalloc: 'cuMemHostAlloc', hostFree: 'cuMemFreeHost',
  copyIn: 'cuMemcpyHtoDAsync_v2', copyOut: 'cuMemcpyDtoHAsync_v2', copyWithin: 'cuMemcpyDtoDAsync_v2', fill: 'cuMemsetD8Async',
  loadModule: 'cuModuleLoadData', unloadModule: 'cuModuleUnload', getFunction: 'cuModuleGetFunction', launch: 'cuLaunchKernel',
  streamCreate: 'cuStreamCreate', streamQuery: 'cuStreamQuery', streamDestroy: 'cuStreamDestroy_v2',
  streamWait: 'cuStreamWaitEvent',
  eventCreate: 'cuEventCreate', eventRecord: 'cuEventRecord', eventSynchronize: 'cuEventSynchronize',
  eventElapsed: 'cuEventElapsedTime', eventDestroy: 'cuEventDestroy_v2',
} as const;

const MAJOR = 75;
const MINOR = 76;

/** An NVIDIA device with its primary context; undefined where there is no driver or no such device. */
export function openCuda(at: DevicePlace, libraries: readonly string[] = LIBRARIES): OpenDevice | undefined {
  const library = loadFirst(libraries);
  if (!library) return undefined;
  const init = library.func('cuInit', 'int', ['uint']) as (flags: number) => number;
  const getCount = library.func('cuDeviceGetCount', 'int', ['void *']) as (out: Int32Array) => number;
  const getDevice = library.func('cuDeviceGet', 'int', ['void *', 'int']) as (out: Int32Array, index: number) => number;
  const getByAddress = library.func('cuDeviceGetByPCIBusId', 'int', ['void *', 'str']) as (out: Int32Array, address: string) => number;
  const int = new Int32Array(1);
  if (init(0) !== 0 || getCount(int) !== 0) return undefined;
  if (typeof at === 'string' ? getByAddress(int, at) !== 0 : at >= (int[0] ?? 0) || getDevice(int, at) !== 0) return undefined;
  const device = int[0] ?? 0;
  const getName = library.func('cuDeviceGetName', 'int', ['void *', 'int', 'int']) as (out: Uint8Array, length: number, device: number) => number;
  const getAttribute = library.func('cuDeviceGetAttribute', 'int', ['void *', 'int', 'int']) as (out: Int32Array, what: number, device: number) => number;
  const retain = library.func('cuDevicePrimaryCtxRetain', 'int', ['void *', 'int']) as (out: BigUint64Array, device: number) => number;
  const release = library.func('cuDevicePrimaryCtxRelease_v2', 'int', ['int']) as (device: number) => number;
  const setCurrent = library.func('cuCtxSetCurrent', 'int', ['void *']) as (context: bigint) => number;
  const canAccess = library.func('cuDeviceCanAccessPeer', 'int', ['void *', 'int', 'int']) as (out: Int32Array, device: number, peer: number) => number;
  const enablePeer = library.func('cuCtxEnablePeerAccess', 'int', ['void *', 'uint']) as (context: Pointer, flags: number) => number;
  const copyPeer = library.func('cuMemcpyPeerAsync', 'int', ['void *', 'void *', 'void *', 'void *', 'size_t', 'void *']) as (
    to: Pointer, toContext: Pointer, from: Pointer, fromContext: Pointer, bytes: number, stream: Pointer) => number;
  const errorText = library.func('cuGetErrorString', 'int', ['int', 'void *']) as (status: number, out: BigUint64Array) => number;
  const attribute = (what: number): number => (getAttribute(int, what, device) === 0 ? int[0] ?? 0 : 0);
  const name = new Uint8Array(256);
  getName(name, name.length, device);
  const context = new BigUint64Array(1);
  if (retain(context, device) !== 0) return undefined;
  const api = {
    kind: 'cuda' as const, ...bindShared(library, NAMES),
    makeCurrent: () => setCurrent(context[0] ?? 0n),
    describe: (status: number) => {
      const out = new BigUint64Array(1);
      return errorText(status, out) === 0 && out[0] ? String(koffi.decode(out[0], 'char', -1)) : `CUDA error ${status}`;
    },
    openPeer: (other: GpuApi) => {
      if (canAccess(int, device, other.device) !== 0 || int[0] !== 1) return false;
      const status = enablePeer(other.context, 0);
      return status === 0 || status === ALREADY_ENABLED;
    },
    copyFromPeer: (to: Pointer, peer: GpuApi, from: Pointer, bytes: number, stream: Pointer) => copyPeer(to, context[0] ?? 0n, from, peer.context, bytes, stream),
    device, context: context[0] ?? 0n,
    close: () => { release(device); },
  };
  if (api.makeCurrent() !== 0) return undefined;
  return { api, name: text(name), architecture: `sm_${attribute(MAJOR)}${attribute(MINOR)}` };
}
