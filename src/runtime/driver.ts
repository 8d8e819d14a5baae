/** What may have to be waited for; undefined where it is done. */
export type Pending = Promise<void> | undefined;

/**
 * What a device must offer. Implementations: CPU (compiled C++ through koffi), HIP, CUDA driver API, XRT,
 * and the C simulation of HLS kernels. All calls may be awaited; launches run in order.
 */
export interface Driver {
  readonly target: 'cpu' | 'gpu' | 'fpga';
  /** What a person would call it: `NVIDIA H100 80GB HBM3`, `CPU (x86-64-v4, 2 threads)`. */
  readonly description: string;
  /**
   * The device does what it is told in the order of the calls, which only queue it: nobody has to wait for a launch before
   * touching its buffers. `synchronize` and the promise of a read wait; those asked for together end together.
   */
  readonly ordered?: boolean;
  /** Memory of at least `bytes` bytes, zero-filled. `bank` names an HBM channel where the device has them. */
  alloc(bytes: number, bank?: number): Promise<DeviceBuffer>;
  /** `data` may change once this is done. */
  write(buffer: DeviceBuffer, data: Uint8Array, offset?: number): Pending;
  /** `into`: where to put the bytes, and what is given back, instead of new memory. */
  read(buffer: DeviceBuffer, bytes: number, offset?: number, into?: Uint8Array): Promise<Uint8Array>;
  /** The memory of a buffer, on devices that share the host's and whose launches are done when they resolve. */
  view?(buffer: DeviceBuffer): Uint8Array;
  /** Copies within the device. The runtime goes through the host where a driver has none. */
  copy?(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Pending;
  /** Another device that this one can copy from without the host. Asked of drivers that are `ordered`, about such ones. */
  isPeer?(other: Driver): boolean;
  /** Copies from a peer; in order with what both were told before and are told afterwards. */
  copyFromPeer?(peer: Driver, from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Pending;
  clear(buffer: DeviceBuffer): Pending;
  free(buffer: DeviceBuffer): Promise<void>;
  /** Loads a module (shared library, code object, PTX, xclbin) and looks a kernel up. */
  kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel>;
  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Pending;
  /** Waits until all launches are done. */
  synchronize(): Promise<void>;
  close(): Promise<void>;
}

export interface DeviceBuffer { readonly bytes: number }
export interface DeviceKernel { readonly name: string }
/** Type of an argument: a pointer, or a size passed as a 32-bit integer. */
export type KernelArg = 'buffer' | 'i32';
export interface LaunchShape { readonly grid: readonly [number, number, number]; readonly block: number }
