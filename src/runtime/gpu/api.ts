import koffi from 'koffi';

/** A handle or device address. */
export type Pointer = bigint;
/** Where a call puts one. */
export type PointerOut = BigUint64Array;

/**
 * The calls that HIP and the CUDA driver interface share; they differ in names only. Every call returns a status, 0 for
 * success. Host memory is passed as a typed array or an address.
 */
export interface GpuApi {
  readonly kind: 'hip' | 'cuda';
  malloc(out: PointerOut, bytes: number): number;
  free(pointer: Pointer): number;
  hostMalloc(out: PointerOut, bytes: number, flags: number): number;
  hostFree(pointer: Pointer): number;
  copyIn(to: Pointer, from: Pointer, bytes: number, stream: Pointer): number;
  copyOut(to: Pointer, from: Pointer, bytes: number, stream: Pointer): number;
  copyWithin(to: Pointer, from: Pointer, bytes: number, stream: Pointer): number;
  fill(to: Pointer, byte: number, bytes: number, stream: Pointer): number;
  loadModule(out: PointerOut, image: Uint8Array): number;
  unloadModule(module: Pointer): number;
  getFunction(out: PointerOut, module: Pointer, name: string): number;
  launch(
    kernel: Pointer, x: number, y: number, z: number, blockX: number, blockY: number, blockZ: number,
    sharedBytes: number, stream: Pointer, params: Pointer, extra: null,
  ): number;
  streamCreate(out: PointerOut, flags: number): number;
  streamQuery(stream: Pointer): number;
  /** What is queued in the stream from now on waits for the event. */
  streamWait(stream: Pointer, event: Pointer, flags: number): number;
  streamDestroy(stream: Pointer): number;
  eventCreate(out: PointerOut, flags: number): number;
  eventRecord(event: Pointer, stream: Pointer): number;
  eventSynchronize(event: Pointer): number;
  eventElapsed(milliseconds: Float32Array, from: Pointer, to: Pointer): number;
  eventDestroy(event: Pointer): number;
  /** Makes the device current for the calling thread: needed before anything else on each thread. */
  makeCurrent(): number;
  describe(status: number): string;
  /** Lets this device, which must be current, reach the memory of another one of the same interface; false where it cannot. */
  openPeer(other: GpuApi): boolean;
  /** Copies from the memory of a peer. This device must be current. */
  copyFromPeer(to: Pointer, peer: GpuApi, from: Pointer, bytes: number, stream: Pointer): number;
  /** The device's number, and its context where the interface has such a thing. */
  readonly device: number;
  readonly context: Pointer;
  close(): void;
}

/** Which device: its number as the interface counts, or the address of its PCI function, `0000:3b:00.0`. */
export type DevicePlace = number | string;

/** Name and architecture of an opened device. */
export interface OpenDevice {
  readonly api: GpuApi;
  readonly name: string;
  /** `gfx90a`, `sm_90`. */
  readonly architecture: string;
}

const SHAPES = {
  malloc: ['void *', 'size_t'], free: ['void *'], hostMalloc: ['void *', 'size_t', 'uint'], hostFree: ['void *'],
  copyIn: ['void *', 'void *', 'size_t', 'void *'], copyOut: ['void *', 'void *', 'size_t', 'void *'],
  copyWithin: ['void *', 'void *', 'size_t', 'void *'], fill: ['void *', 'uchar', 'size_t', 'void *'],
  loadModule: ['void *', 'void *'], unloadModule: ['void *'], getFunction: ['void *', 'void *', 'str'],
  launch: ['void *', 'uint', 'uint', 'uint', 'uint', 'uint', 'uint', 'uint', 'void *', 'void *', 'void *'],
  streamCreate: ['void *', 'uint'], streamQuery: ['void *'], streamDestroy: ['void *'],
  streamWait: ['void *', 'void *', 'uint'],
  eventCreate: ['void *', 'uint'], eventRecord: ['void *', 'void *'], eventSynchronize: ['void *'],
  eventElapsed: ['void *', 'void *', 'void *'], eventDestroy: ['void *'],
} as const;

type Shared = keyof typeof SHAPES;
export type SymbolNames = Readonly<Record<Shared, string>>;
type Library = ReturnType<typeof koffi.load>;

/** The first library of `names` that can be loaded. */
export function loadFirst(names: readonly string[]): Library | undefined {
  for (const name of names) {
    try {
      return koffi.load(name);
    } catch {
      // try the next
    }
  }
  return undefined;
}

/** The shared calls under a library's own names. Throws if one is missing. */
export function bindShared(library: Library, names: SymbolNames): Pick<GpuApi, Shared> {
  const bind = <K extends Shared>(key: K): GpuApi[K] => library.func(names[key], 'int', [...SHAPES[key]]) as GpuApi[K];
  return {
    malloc: bind('malloc'), free: bind('free'), hostMalloc: bind('hostMalloc'), hostFree: bind('hostFree'),
    copyIn: bind('copyIn'), copyOut: bind('copyOut'), copyWithin: bind('copyWithin'), fill: bind('fill'),
    loadModule: bind('loadModule'), unloadModule: bind('unloadModule'), getFunction: bind('getFunction'), launch: bind('launch'),
    streamCreate: bind('streamCreate'), streamQuery: bind('streamQuery'), streamDestroy: bind('streamDestroy'),
    streamWait: bind('streamWait'),
    eventCreate: bind('eventCreate'), eventRecord: bind('eventRecord'), eventSynchronize: bind('eventSynchronize'),
    eventElapsed: bind('eventElapsed'), eventDestroy: bind('eventDestroy'),
  };
}

/** Peer access that was asked for before. */
export const ALREADY_ENABLED = 704;

/** Text of a C string in a buffer. */
export function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}
