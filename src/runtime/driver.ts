/**
 * What a device must offer. Implementations: CPU (compiled C++ through koffi), HIP, CUDA driver API, XRT,
 * and the C simulation of HLS kernels. All calls may be awaited; launches run in order.
 */
export interface Driver {
  readonly target: 'cpu' | 'gpu' | 'fpga';
  /** What a person would call it: `NVIDIA H100 80GB HBM3`, `CPU (x86-64-v4, 2 threads)`. */
  readonly description: string;
  /** Memory of at least `bytes` bytes, zero-filled. `bank` names an HBM channel where the device has them. */
  alloc(bytes: number, bank?: number): Promise<DeviceBuffer>;
  write(buffer: DeviceBuffer, data: Uint8Array, offset?: number): Promise<void>;
  read(buffer: DeviceBuffer, bytes: number, offset?: number): Promise<Uint8Array>;
  /** Copies within the device. The runtime goes through the host where a driver has none. */
  copy?(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Promise<void>;
  clear(buffer: DeviceBuffer): Promise<void>;
  free(buffer: DeviceBuffer): Promise<void>;
  /** Loads a module (shared library, code object, PTX, xclbin) and looks a kernel up. */
  kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel>;
  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Promise<void>;
  /** Waits until all launches are done. */
  synchronize(): Promise<void>;
  close(): Promise<void>;
}

export interface DeviceBuffer { readonly bytes: number }
export interface DeviceKernel { readonly name: string }
/** Type of an argument: a pointer, or a size passed as a 32-bit integer. */
export type KernelArg = 'buffer' | 'i32';
export interface LaunchShape { readonly grid: readonly [number, number, number]; readonly block: number }
