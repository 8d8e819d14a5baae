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

  it('has zeros in rows that appear, whatever a step that failed left on other devices', async () => {
    const [gpu, fpga] = places();
    if (!gpu || !fpga) throw new Error('no devices');
    const storage = new Storage('s');
    const put = async (where: Location, value: number): Promise<void> => {
      const [buffer] = await storage.at(where, true);
      if (buffer) await where.device.write(buffer, new Uint8Array(storage.rows).fill(value), 0);
      storage.wrote(where, storage.all, false);
    };
    storage.resize(2, 1);
    await put(gpu, 1);
    storage.resize(5, 1);
    await storage.at(gpu, true);
    const rows = storage.all;
    await storage.save(gpu, rows);
    await put(gpu, 7);
    await put(fpga, 8);
    await storage.restore({ location: gpu, rows });
    storage.resize(2, 1);
    await put(fpga, 3);
    storage.resize(4, 1);
    expect(await storage.read()).toEqual(Uint8Array.of(3, 3, 0, 0));
  });
});

describe('Storage.widen', () => {
  const step = fc.record({ place: fc.nat(1), by: fc.integer({ min: 1, max: 3 }), value: fc.integer({ min: 1, max: 255 }), undo: fc.boolean(), other: fc.boolean() });

  it('keeps each part, has zeros behind it, and can be undone whatever was written since', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const [gpu, fpga] = places();
      const cpu = location(new Device(createMemoryDriver({ target: 'cpu', kernels: () => undefined }), noStatistics()));
      if (!gpu || !fpga) throw new Error('no devices');
      const parts = 3;
      const storage = new Storage('s', parts * 64);
      let width = 1;
      let model = Uint8Array.from({ length: parts }, (_, i) => i + 1);
      /** As a kernel that writes all of it, with `contents`. */
      const write = async (where: Location, contents: Uint8Array): Promise<void> => {
        const [buffer] = await storage.at(where, true);
        if (!buffer) throw new Error('no buffer');
        await where.device.write(buffer, contents, 0);
        storage.wrote(where, storage.all, false);
      };
      storage.resize(parts, width);
      await write(gpu, model);
      for (const s of steps) {
        const where = s.place === 0 ? gpu : cpu;
        const now = width + s.by;
        if (s.other) await storage.at(s.place === 0 ? cpu : gpu, true); // another device has it too
        const undo = await storage.widen(now, { parts, from: width, to: now });
        if (!undo) throw new Error('it is on a device');
        const wider = new Uint8Array(parts * now);
        for (let i = 0; i < parts; i++) wider.set(model.subarray(i * width, (i + 1) * width), i * now);
        expect(await storage.read()).toEqual(wider);
        const written = wider.map((v, i) => (i % 2 === 0 ? s.value : v));
        await write(where, written);
        expect(await storage.read()).toEqual(written);
        if (s.undo) await undo();
        else [width, model] = [now, written];
        expect(await storage.read()).toEqual(model);
      }
    }), { numRuns: 60 });
  });

  it('leaves to the host what the caller gave', async () => {
    const storage = new Storage('s');
    storage.assign(new Uint8Array(6), 3, 2);
    expect(await storage.widen(3, { parts: 3, from: 2, to: 3 })).toBeUndefined();
  });

  it('leaves other devices nothing of the new layout when it is undone', async () => {
    const [gpu, fpga] = places();
    if (!gpu || !fpga) throw new Error('no devices');
    const storage = new Storage('s');
    const put = async (contents: readonly number[], rows: { readonly lo: number; readonly hi: number }): Promise<void> => {
      const [buffer] = await storage.at(gpu, true);
      if (buffer) await gpu.device.write(buffer, Uint8Array.from(contents), 0);
      storage.wrote(gpu, rows, false);
    };
    storage.resize(3, 1);
    await put([1, 2, 3], storage.all);
    await storage.at(fpga, true);
    await put([9, 2, 3], { lo: 0, hi: 1 }); // the other device still has the newest of rows 1 and 2
    const undo = await storage.widen(2, { parts: 3, from: 1, to: 2 });
    const [other] = await storage.at(fpga, true); // and gets the new layout
    if (other) await fpga.device.write(other, new Uint8Array(6).fill(5), 0);
    storage.wrote(fpga, storage.all, false);
    await undo?.();
    const [there] = await storage.at(fpga, true);
    expect(there && await fpga.device.read(there, 3, 0)).toEqual(Uint8Array.of(9, 2, 3));
    storage.resize(6, 1);
    const [longer] = await storage.at(fpga, true);
    expect(longer && await fpga.device.read(longer, 6, 0)).toEqual(Uint8Array.of(9, 2, 3, 0, 0, 0));
  });

  it('leaves to the host rows for which there is no memory yet', async () => {
    const [gpu] = places();
    if (!gpu) throw new Error('no device');
    const storage = new Storage('s');
    storage.resize(2, 1);
    const [buffer] = await storage.at(gpu, true);
    if (buffer) await gpu.device.write(buffer, Uint8Array.of(1, 2), 0);
    storage.wrote(gpu, storage.all, false);
    storage.resize(100, 1);
    expect(await storage.widen(2, { parts: 100, from: 1, to: 2 })).toBeUndefined();
    expect((await storage.read()).subarray(0, 3)).toEqual(Uint8Array.of(1, 2, 0));
  });

  it('leaves to the host what has no room twice, and takes no more than that where there is no more', async () => {
    const statistics = noStatistics();
    const driver = createMemoryDriver({ target: 'gpu', kernels: () => undefined });
    let room = Infinity;
    const gpu = location(new Device({ ...driver, alloc: (bytes, bank) => (statistics.allocatedBytes + bytes > room ? Promise.reject(new Error('no memory')) : driver.alloc(bytes, bank)) }, statistics));
    const storage = new Storage('s');
    storage.resize(2, 100);
    const [buffer] = await storage.at(gpu, true);
    if (buffer) await gpu.device.write(buffer, new Uint8Array(200).fill(7), 0);
    storage.wrote(gpu, storage.all, false);
    room = 500;
    expect(await storage.widen(120, { parts: 2, from: 100, to: 120 })).toBeDefined();
    expect(statistics.allocatedBytes).toBe(440);
    expect(await storage.widen(140, { parts: 2, from: 120, to: 140 })).toBeUndefined();
    expect((await storage.read()).filter((v) => v === 7).length).toBe(200);
    await storage.free();
    expect(statistics.allocatedBytes).toBe(0);
  });

  it('has zeros in rows that appear later, whatever an undone step left', async () => {
    const cpu = location(new Device(createMemoryDriver({ target: 'cpu', kernels: () => undefined }), noStatistics()));
    const storage = new Storage('s');
    const fill = async (): Promise<void> => {
      const [buffer] = await storage.at(cpu, true);
      if (buffer) await cpu.device.write(buffer, new Uint8Array(storage.bytes(storage.all)).fill(7), 0);
      storage.wrote(cpu, storage.all, false);
    };
    storage.resize(2, 2);
    await fill();
    const undo = await storage.widen(8, { parts: 2, from: 2, to: 8 });
    await fill();
    await undo?.();
    expect(await storage.widen(4, { parts: 2, from: 2, to: 4 })).toBeDefined();
    storage.resize(3, 4);
    expect(await storage.read()).toEqual(Uint8Array.of(7, 7, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0));
  });
});
