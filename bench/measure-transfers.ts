/** Measures what the runtime's driver of a GPU takes by itself: launches of a kernel that does nothing, waits, transfers of many sizes. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceKernel, GpuDriver } from 'mpc/runtime';
import { median } from './peers.js';

const REPEATS = 60;
const LAUNCHES = 50;
const SIZES = [4, 256, 4096, 16384, 65536, 2 ** 18, 2 ** 20, 2 ** 22, 2 ** 24, 2 ** 26];

export interface DriverRecord {
  readonly device: string;
  /** `write`, `read`: of `bytes`, with the wait for its end; `submit …`: until the call is back; `launch`: of one of many in a row; `wait`: for an idle device. */
  readonly what: 'write' | 'submit write' | 'read' | 'submit copy' | 'launch' | 'launched' | 'wait';
  readonly bytes: number;
  readonly microseconds: number;
}

/** A kernel that waits for so many cycles of its unit; undefined where the device has no PTX. */
export async function waitingKernel(driver: GpuDriver): Promise<DeviceKernel | undefined> {
  if (driver.kind !== 'cuda') return undefined;
  const path = join(await mkdtemp(join(tmpdir(), 'mpc-')), 'wait.ptx');
  await writeFile(path, `.version 7.0
.target sm_70
.address_size 64
.visible .entry wait_a_while(.param .u32 cycles) {
  .reg .pred %p; .reg .u32 %r<3>; .reg .u64 %t<4>;
  ld.param.u32 %r1, [cycles];
  cvt.u64.u32 %t3, %r1;
  mov.u64 %t1, %clock64;
again:
  mov.u64 %t2, %clock64;
  sub.s64 %t2, %t2, %t1;
  setp.lt.u64 %p, %t2, %t3;
  @%p bra again;
  ret;
}
`);
  return driver.kernel(path, 'wait_a_while', ['i32']);
}

export async function measureTransfers(driver: GpuDriver): Promise<readonly DriverRecord[]> {
  const records: DriverRecord[] = [];
  const note = (what: DriverRecord['what'], bytes: number, times: readonly number[]): void => {
    records.push({ device: driver.description, what, bytes, microseconds: Number(median(times).toFixed(2)) });
  };
  const since = (start: number): number => 1000 * (performance.now() - start);
  const kernel = await waitingKernel(driver);
  for (const counts of [false, true]) {
    const waits: number[] = [];
    const launches: number[] = [];
    const launched: number[] = [];
    for (let i = 0; i < REPEATS * 4; i++) {
      let start = performance.now();
      await driver.synchronize();
      waits.push(since(start));
      if (!kernel) continue;
      start = performance.now();
      for (let n = 0; n < LAUNCHES; n++) await driver.launch(kernel, [0], { grid: [1, 1, 1], block: 32 });
      launches.push(since(start) / LAUNCHES);
      await driver.synchronize();
      launched.push(since(start) / LAUNCHES);
    }
    if (!counts) continue; // the JavaScript engine warms up
    note('wait', 0, waits);
    if (kernel) note('launch', 0, launches);
    if (kernel) note('launched', 0, launched);
  }
  for (const bytes of SIZES) {
    const [buffer, other] = [await driver.alloc(bytes), await driver.alloc(bytes)];
    const data = new Uint8Array(bytes).fill(1);
    const times = new Map<DriverRecord['what'], number[]>();
    const took = (what: DriverRecord['what'], start: number): void => { times.set(what, [...times.get(what) ?? [], since(start)]); };
    const started = performance.now();
    for (let i = 0; i < REPEATS && (i < 6 || performance.now() - started < 400); i++) {
      let start = performance.now();
      const writing = driver.write(buffer, data);
      took('submit write', start);
      await writing;
      await driver.synchronize();
      took('write', start);
      start = performance.now();
      await driver.read(buffer, bytes, 0, data);
      took('read', start);
      start = performance.now();
      await driver.copy?.(buffer, 0, other, 0, bytes);
      took('submit copy', start);
      await driver.synchronize();
    }
    for (const [what, all] of times) note(what, bytes, all.slice(2));
    await driver.free(buffer);
    await driver.free(other);
  }
  return records;
}
