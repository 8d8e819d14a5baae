import { describe, expect, it } from 'vitest';
import { CODES, renderDiagnostics, type Diagnostic } from '../../src/diagnostics/index.js';
import { applyCalibration, applyOverrides, loadDevice, loadMachine } from '../../src/machines/index.js';
import { changed, figure, fileOf, named, type Json } from './support.js';

const FILE = fileOf('mi210-u55c');
const MI210_U55C = named('mi210-u55c');
const links = FILE['links'] as readonly Json[];
const linear = { kind: 'linear', latency: figure(5, 'us'), bandwidth: figure(20, 'GB/s') };

const machine = (path: string, value: unknown) => (): readonly Diagnostic[] => loadMachine(changed(FILE, path, value), 'lab.json').diagnostics;
const linked = (...more: readonly Json[]) => machine('links', [...links, ...more]);
/** The GPU and the FPGA under root complexes, with a curve from one to the other. */
const positioned = (one: string, other: string, curve: unknown) => (): readonly Diagnostic[] => loadMachine(changed(changed(FILE, 'devices', {
  cpu: 'epyc-7v13', gpu: { device: 'mi210', rootComplex: one }, fpga: { device: 'u55c', rootComplex: other },
}), 'links.4.curve', curve), 'lab.json').diagnostics;
const device = (json: unknown, library: Json = {}) => (): readonly Diagnostic[] => loadDevice(json, 'card.json', library).diagnostics;
const set = (path: string, text: string) => (): readonly Diagnostic[] => applyOverrides(MI210_U55C, [{ path, text }], 'set by a test').diagnostics;
const calibration = (figures: Json, made = 'mi210-u55c') => (): readonly Diagnostic[] =>
  applyCalibration(MI210_U55C, { name: 'c', machine: made, date: '2026-01-01', figures }, 'calibration.json').diagnostics;
const measured = (value: number, unit: string): Json => ({ value, unit, source: 'a test' });

const CASES: readonly (readonly [name: string, code: string, run: () => readonly Diagnostic[]])[] = [
  ['a part of a figure of the device that is extended', 'MPC4003', device({ extends: 'mi210', name: 'mine', units: { clock: { unit: 'MHz' } } })],
  ['a misspelt figure to take away', 'MPC4001', device({ extends: 'u55c', name: 'mine', crosing: null })],
  ['a misspelt figure', 'MPC4001', machine('devices.gpu.memory.streemed', figure(1, 'GB/s'))],
  ['a figure of another kind of device', 'MPC4001', machine('devices.fpga.cache', { capacity: figure(1, 'MB') })],
  ['a misspelt member of a machine', 'MPC4001', machine('linkz', [])],
  ['a negative figure', 'MPC4002', machine('devices.gpu.memory.streamed.value', -1300)],
  ['a figure of zero', 'MPC4002', machine('devices.fpga.clock.value', 0)],
  ['a negative bandwidth of a link', 'MPC4002', machine('links.0.curve.bandwidth.value', -1)],
  ['a missing figure', 'MPC4003', machine('devices.fpga.memory.channels', undefined)],
  ['a missing source', 'MPC4003', machine('devices.gpu.fixed.launch.source', undefined)],
  ['a missing curve', 'MPC4003', machine('links.0.curve', undefined)],
  ['a missing kind', 'MPC4003', machine('devices.gpu.kind', undefined)],
  ['missing devices', 'MPC4003', machine('devices', undefined)],
  ['a bare number', 'MPC4004', machine('devices.fpga.clock', 250)],
  ['a text for a number', 'MPC4004', machine('devices.fpga.clock.value', '250')],
  ['an infinite number', 'MPC4004', machine('devices.fpga.clock.value', Infinity)],
  ['an unknown grade', 'MPC4004', machine('devices.fpga.clock.grade', 'guessed')],
  ['an empty source', 'MPC4004', machine('devices.fpga.clock.source', ' ')],
  ['an empty list', 'MPC4004', machine('devices.gpu.memory.gathered', [])],
  ['an unknown kind', 'MPC4004', machine('devices.gpu.kind', 'tpu')],
  ['an unknown kind of curve', 'MPC4004', machine('links.0.curve.kind', 'spline')],
  ['an unknown path of a link', 'MPC4004', machine('links.0.path', 'wireless')],
  ['an id with a dot', 'MPC4004', machine('devices', { cpu: 'epyc-7v13', 'gpu.1': 'mi210' })],
  ['no machine at all', 'MPC4004', () => loadMachine([1, 2], 'lab.json').diagnostics],
  ['a device that is null', 'MPC4004', device(null)],
  ['an unknown device', 'MPC4005', machine('devices.gpu', 'mi201')],
  ['an unknown curve', 'MPC4005', machine('links.0.curve', 'host-pcie6')],
  ['an unknown device to extend', 'MPC4005', device({ extends: 'u55', name: 'mine' })],
  ['an unknown home', 'MPC4006', machine('home', 'gpu0')],
  ['a share above one', 'MPC4007', machine('devices.gpu.compute.vectorReached.value', 1.5)],
  ['a share above 100 %', 'MPC4007', machine('devices.gpu.compute.vectorReached', figure(150, '%'))],
  ['a unit in the wrong case', 'MPC4008', machine('devices.fpga.clock.unit', 'Mhz')],
  ['an unknown unit', 'MPC4008', machine('devices.gpu.memory.streamed.unit', 'furlong')],
  ['a unit of another dimension', 'MPC4009', machine('devices.gpu.memory.streamed.unit', 'GB')],
  ['a percentage of compute units', 'MPC4009', machine('devices.gpu.units.count', figure(60, '%'))],
  ['sizes that do not ascend', 'MPC4010', machine('devices.gpu.memory.gathered.1.rowBytes.value', 64)],
  ['a device that extends itself through another', 'MPC4011', () => {
    const a = { name: 'a', extends: 'b' };
    const b = { name: 'b', extends: 'a' };
    return loadDevice(a, 'a.json', { a, b }).diagnostics;
  }],
  ['devices of a machine that extend each other', 'MPC4011', machine('devices', { cpu: 'epyc-7v13', gpu: { name: 'x', extends: 'y' }, gpu1: { name: 'y', extends: 'x' } })],
  ['an FPGA called gpu1 is fine, called gpu it is not', 'MPC4012', machine('devices.gpu', 'u55c')],
  ['different devices of one name', 'MPC4026', machine('devices', { cpu: 'epyc-7v13', gpu: 'mi210', gpu1: { extends: 'mi210', compute: { vector: figure(17, 'TFLOP/s') } } })],
  ['an id that is kept for links', 'MPC4004', machine('devices', { cpu: 'epyc-7v13', gpu: 'mi210', link: 'mi210' })],
  ['half a compute unit', 'MPC4004', machine('devices.gpu.units.count', figure(103.5, '1'))],
  ['half a memory channel', 'MPC4004', set('u55c.memory.channels', '0.5')],
  ['times that add up to more than their sum', 'MPC4002', set('gpu.kernels.overlap', '0.9')],
  ['a busy device that takes less than an idle one', 'MPC4004', set('gpu.power.idle', '500W')],
  ['a list that is too short', 'MPC4004', machine('devices.gpu.fixed.selections', [{ candidates: figure(1e3, '1'), time: figure(50, 'us') }])],
  ['a Greek letter for the sign of a millionth', 'MPC4008', machine('devices.gpu.fixed.launch', figure(5, '\u03BCs'))],
  ['a schema that is no text', 'MPC4004', device({ $schema: 3, extends: 'mi210', name: 'mine' })],
  ['no CPU', 'MPC4013', machine('devices.cpu', undefined)],
  ['a link to a device that is not there', 'MPC4014', linked({ from: 'gpu', to: 'fgpa', path: 'host', curve: linear })],
  ['a link to itself', 'MPC4015', linked({ from: 'gpu', to: 'gpu', path: 'peer', curve: linear })],
  ['two links of one direction', 'MPC4016', linked({ from: 'cpu', to: 'gpu', path: 'host', curve: linear })],
  ['a device without links', 'MPC4017', machine('devices.gpu1', 'mi210')],
  ['a device that nothing comes back from', 'MPC4017', machine('links', links.filter((l) => l['from'] !== 'fpga'))],
  ['a root complex on two NUMA nodes', 'MPC4022', machine('devices', {
    cpu: 'epyc-7v13', gpu: { device: 'mi210', numa: 0, rootComplex: 'rc0' }, fpga: { device: 'u55c', numa: 1, rootComplex: 'rc0' },
  })],
  ['curves for positions that are not known', 'MPC4023', machine('links.4.curve', { sameRootComplex: 'p2p-same-root', otherRootComplex: 'p2p-gpu-to-fpga' })],
  ['curves for NUMA nodes that are not known', 'MPC4023', machine('links.0.curve', { sameNuma: 'host-pcie4', otherNuma: 'host-pcie4-far' })],
  ['no curve for the position of two devices', 'MPC4024', positioned('rc0', 'rc1', { sameRootComplex: 'p2p-same-root' })],
  ['a curve that was taken elsewhere', 'MPC4025', positioned('rc0', 'rc1', 'p2p-same-root')],
  ['a curve that was taken elsewhere, for a position', 'MPC4025', positioned('rc0', 'rc0', { sameRootComplex: 'p2p-gpu-to-fpga' })],
  ['a misspelt position', 'MPC4001', positioned('rc0', 'rc0', { sameRootComplex: 'p2p-same-root', otherRoot: 'p2p-gpu-to-fpga' })],
  ['an unknown curve for a position', 'MPC4005', positioned('rc0', 'rc0', { sameRootComplex: 'p2p-some-root' })],
  ['no ends of a link', 'MPC4004', linked({ from: [], to: 'gpu', path: 'host', curve: linear })],
  ['links of several ends that are there already', 'MPC4016', linked({ from: ['cpu', 'gpu'], to: ['cpu', 'gpu'], path: 'host', curve: linear })],
  ['a link of several ends, one of which is not there', 'MPC4014', linked({ from: 'gpu', to: ['fpga', 'fpga7'], path: 'host', curve: linear })],
  ['a curve that lacks its figures', 'MPC4003', machine('links.0.curve', { kind: 'points', latency: figure(1, 'us') })],
  ['a curve with a piece without limit', 'MPC4004', machine('links.0.curve', {
    kind: 'pieces', latency: figure(1, 'us'), pieces: [{ slope: figure(0, 'GB/s/KB'), offset: figure(1, 'GB/s') }, { slope: figure(0, 'GB/s/KB'), offset: figure(2, 'GB/s') }],
  })],
  ['a curve whose time falls', 'MPC4004', machine('links.0.curve', {
    kind: 'points', latency: figure(0, 'us'), points: [{ size: figure(64, 'KiB'), rate: figure(1, 'GB/s') }, { size: figure(128, 'KiB'), rate: figure(9, 'GB/s') }],
  })],
  ['a curve whose time falls between two pieces', 'MPC4004', machine('links.0.curve', {
    kind: 'pieces', latency: figure(1, 'us'), pieces: [{ upTo: figure(128, 'KiB'), slope: figure(0, 'GB/s/KiB'), offset: figure(1, 'GB/s') }, { slope: figure(0, 'GB/s/KiB'), offset: figure(9, 'GB/s') }],
  })],
  ['an own curve that was taken elsewhere', 'MPC4025', positioned('rc0', 'rc1', { name: 'mine', between: 'sameRootComplex', ...linear })],
  ['a curve taken at a place that is none', 'MPC4004', machine('links.0.curve', { between: 'nowhere', ...linear })],
  ['a die too few', 'MPC4004', set('u55c.slrs', '4')],
  ['memory ports on a die that is not there', 'MPC4004', set('u55c.memory.portsAt', '3')],
  ['a word for a value', 'MPC4018', set('u55c.clock', 'fast')],
  ['nothing for a value', 'MPC4018', set('u55c.clock', '')],
  ['an override of an unknown device', 'MPC4019', set('u55.clock', '300MHz')],
  ['an override of an unknown link', 'MPC4020', set('link.gpu.cpu.peer.latency', '2us')],
  ['an override of a group', 'MPC4021', set('u55c.memory', '3')],
  ['an override of a name', 'MPC4021', set('u55c.title', '3')],
  ['an override of a part of a figure', 'MPC4021', set('u55c.clock.value', '300')],
  ['an override of a whole device', 'MPC4021', set('u55c', '3')],
  ['an override of an unknown figure', 'MPC4001', set('mi210.memory.steamed', '1.4TB/s')],
  ['an override of an entry that is not there', 'MPC4001', set('mi210.memory.gathered.9.rate', '1.4TB/s')],
  ['an override of an entry before the first', 'MPC4001', set('mi210.memory.gathered.-1.rate', '1.4TB/s')],
  ['a negative override', 'MPC4002', set('fpga.clock', '-300MHz')],
  ['an override above one', 'MPC4007', set('gpu.compute.vectorReached', '60')],
  ['an override in an unknown unit', 'MPC4008', set('fpga.clock', '300mhz')],
  ['an override in a unit of another dimension', 'MPC4009', set('fpga.clock', '300ms')],
  ['a new figure without a unit', 'MPC4008', set('mi210.price', '9000')],
  ['a calibration of an unknown figure', 'MPC4001', calibration({ 'mi210.memory.streaming': measured(1, 'GB/s') })],
  ['a calibration of an unknown device', 'MPC4019', calibration({ 'mi211.memory.streamed': measured(1, 'GB/s') })],
  ['a calibration in an unknown unit', 'MPC4008', calibration({ 'mi210.memory.streamed': measured(1, 'GBs') })],
  ['a negative calibration', 'MPC4002', calibration({ 'mi210.memory.streamed': measured(-1, 'GB/s') })],
  ['a calibration of zero', 'MPC4002', calibration({ 'mi210.memory.streamed': measured(0, 'GB/s') })],
  ['a calibration of nothing here', 'MPC4301', calibration({ 'h100.memory.streamed': measured(1, 'GB/s') }, 'h100')],
  ['a calibration of a part', 'MPC4302', calibration({ 'h100.memory.streamed': measured(1, 'GB/s'), 'epyc-7v13.memory.streamed': measured(100, 'GB/s') }, 'h100')],
];

describe('bad device, machine and calibration files', () => {
  it.each(CASES)('%s: %s', (_, code, run) => {
    expect([...new Set(run().map((d) => d.code))]).toEqual([code]);
  });

  it('read well', async () => {
    const text = CASES.map(([name, , run]) => `# ${name}\n${renderDiagnostics(run(), new Map())}\n`).join('\n');
    await expect(text).toMatchFileSnapshot('../golden/errors/machines.txt');
  });

  it('have a case for every code', () => {
    const own = CODES.filter((code) => /^MPC40|^MPC430[12]/.test(code));
    expect(own.filter((code) => !CASES.some(([, wanted]) => wanted === code))).toEqual([]);
  });

  it('report everything that is wrong at once', () => {
    const twice = changed(changed(FILE, 'devices.gpu.memory.streamed.value', -1), 'devices.fpga.fixed.start', undefined);
    expect(loadMachine(twice, 'lab.json').diagnostics.map((d) => d.code)).toEqual(['MPC4002', 'MPC4003']);
  });

  it.each([null, undefined, 3, 'x', true, [], {}, { kind: 'gpu' }, { devices: [] }, { devices: { cpu: null } }])('nonsense is refused: %j', (nonsense) => {
    for (const { value, diagnostics } of [loadDevice(nonsense, 'f'), loadMachine(nonsense, 'f'), applyCalibration(MI210_U55C, nonsense, 'f')]) {
      expect(value).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });
});
