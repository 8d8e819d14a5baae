import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Device, location, noStatistics, type Location } from '../../src/runtime/device.js';
import { createMemoryDriver, type HostKernel } from '../../src/runtime/memory-driver.js';
import { Storage } from '../../src/runtime/storage.js';

const WIDTH = 3;
const PLACES = 4;

/** Two devices; on the second, the rows also dealt out over two and three banks. */
function places(): readonly Location[] {
  const [gpu, fpga] = (['gpu', 'fpga'] as const).map((target) =>
    new Device(createMemoryDriver({ target, kernels: () => undefined }), noStatistics()));
  if (!gpu || !fpga) throw new Error('no devices');
  return [location(gpu), location(fpga), location(fpga, [0, 1]), location(fpga, [4, 5, 6])];
}

/** What a kernel at `where` does that sets rows lo .. hi to `value`. */
async function writeRows(storage: Storage, where: Location, lo: number, hi: number, value: number): Promise<void> {
  const buffers = await storage.at(where, true);
  const fill: HostKernel = (args) => {
    for (let row = lo; row < hi; row++) {
      const part = args[row % buffers.length];
      const local = Math.floor(row / buffers.length);
      if (part instanceof Uint8Array) part.fill(value, local * WIDTH, (local + 1) * WIDTH);
    }
  };
  for (const [i, buffer] of buffers.entries()) {
    const bytes = await where.device.read(buffer, buffer.bytes, 0);
    const args = buffers.map((_, j) => (j === i ? bytes : 0));
    await fill(args);
    await where.device.write(buffer, bytes, 0);
  }
  storage.wrote(where, { lo, hi }, false);
}

const command = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), place: fc.nat(PLACES - 1), a: fc.nat(40), b: fc.nat(40), value: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('grow' as const), by: fc.nat(9) }),
  fc.record({ kind: fc.constant('read' as const), place: fc.nat(PLACES - 1) }),
  fc.record({ kind: fc.constant('undo' as const), place: fc.nat(PLACES - 1), a: fc.nat(40), b: fc.nat(40) }),
  fc.record({ kind: fc.constant('assign' as const), value: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('reset' as const) }),
);

describe('Storage', () => {
  it('agrees with a plain array whatever is written, moved, grown and undone', async () => {
    await fc.assert(fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
      const where = places();
      const at = (i: number): Location => where[i] ?? (() => { throw new RangeError(String(i)); })();
      const storage = new Storage('s', 400 * WIDTH);
      let model = new Uint8Array(4 * WIDTH);
      storage.resize(4, WIDTH);
      for (const c of commands) {
        const rows = model.length / WIDTH;
        const span = (a: number, b: number): readonly [number, number] => [Math.min(a, b) % rows, Math.min(rows, (Math.min(a, b) % rows) + Math.abs(a - b))];
        switch (c.kind) {
          case 'write': {
            const [lo, hi] = span(c.a, c.b);
            await writeRows(storage, at(c.place), lo, hi, c.value);
            model.fill(c.value, lo * WIDTH, hi * WIDTH);
            break;
          }
          case 'grow': {
            const bigger = new Uint8Array(model.length + c.by * WIDTH);
            bigger.set(model);
            model = bigger;
            storage.resize(rows + c.by, WIDTH);
            break;
          }
          case 'read': await storage.at(at(c.place), true); break;
          case 'undo': {
            const [lo, hi] = span(c.a, c.b);
            await storage.at(at(c.place), true);
            const saved = { location: at(c.place), rows: { lo, hi } };
            await storage.save(saved.location, saved.rows);
            await writeRows(storage, at(c.place), lo, hi, 77);
            await storage.restore(saved);
            break;
          }
          case 'assign': {
            model.fill(c.value);
            await storage.free();
            storage.assign(model.slice(), rows, WIDTH);
            break;
          }
          case 'reset': {
            model = new Uint8Array(model.length);
            await storage.free();
            storage.reset(rows, WIDTH);
            break;
          }
        }
        expect(await storage.read()).toEqual(model);
      }
    }), { numRuns: 150 });
  });

  it('takes temporaries as empty after a reset, though their buffers are not', async () => {
    const [gpu, fpga] = places();
    if (!gpu || !fpga) throw new Error('no devices');
    const storage = new Storage('t');
    storage.reset(4, WIDTH);
    await writeRows(storage, gpu, 0, 4, 9);
    storage.reset(5, WIDTH);
    expect(storage.isEmpty).toBe(true);
    expect(await storage.read()).toEqual(new Uint8Array(5 * WIDTH));
    await storage.at(fpga, true);
    await writeRows(storage, gpu, 1, 2, 5);
    expect([...await storage.read()]).toEqual([0, 0, 0, 5, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('grows where rows came that were written elsewhere', async () => {
    const [gpu, fpga] = places();
    if (!gpu || !fpga) throw new Error('no devices');
    const storage = new Storage('m', 400 * WIDTH);
    storage.resize(40, WIDTH);
    await writeRows(storage, gpu, 0, 40, 1);
    await storage.at(fpga, true); // has room for 40 rows
    for (let rows = 41; rows < 100; rows++) {
      storage.resize(rows, WIDTH);
      await writeRows(storage, gpu, rows - 1, rows, rows);
      await storage.at(fpga, true);
    }
    expect([...await storage.read()].filter((_, i) => i % WIDTH === 0).slice(39)).toEqual([1, ...Array.from({ length: 59 }, (_, i) => 41 + i)]);
  });

  it('takes just what is needed where doubled room is not to be had', async () => {
    const sizes: number[] = [];
    const inner = createMemoryDriver({ kernels: () => undefined });
    const device = new Device({
      ...inner,
      alloc: (bytes, bank) => {
        sizes.push(bytes);
        return bytes > 1000 ? Promise.reject(new Error('out of memory')) : inner.alloc(bytes, bank);
      },
    }, noStatistics());
    const storage = new Storage('m');
    storage.resize(200, WIDTH);
    await storage.reserve(location(device));
    storage.resize(300, WIDTH);
    await storage.reserve(location(device));
    expect(sizes).toEqual([600, 1200, 900]);
    storage.resize(400, WIDTH);
    await expect(storage.reserve(location(device))).rejects.toThrow('out of memory');
    storage.resize(300, WIDTH);
    expect((await storage.read()).length).toBe(900);
  });
});
