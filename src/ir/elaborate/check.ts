import type { BatchDecl, SourceFile } from '../../dsl/ast.js';
import type { Growth, Op, Tensor } from '../nodes.js';
import { opFlags, opReads } from '../visit.js';
import type { Context } from './context.js';
import { suggest } from './suggest.js';
import { usedByGradients } from './grad.js';

/** Checks that need the whole method: outputs, memories, what is never used. */
export function checkMethod(cx: Context, file: SourceFile, secondBatch: BatchDecl | undefined): void {
  if (!file.method) cx.report('MPC3024', { what: 'no `method`' }, file.span, { hint: 'begin the file with `method name`' });
  if (secondBatch) cx.report('MPC2002', { name: 'batch' }, secondBatch.span);
  checkOutputs(cx, file);
  checkMemories(cx);
  if (cx.whole && cx.definedBroken.size === 0 && !cx.diagnostics.some((d) => d.severity === 'error')) checkUnused(cx);
}

function checkOutputs(cx: Context, file: SourceFile): void {
  if (cx.outputs.size === 0 && file.method) {
    cx.report('MPC3024', { what: 'no output' }, file.method.span, { hint: 'name what the caller gets back: `output y`' });
  }
  for (const [name, span] of cx.outputs) {
    const found = cx.global.lookup(name);
    if (found?.kind === 'broken' || cx.keptOutputs.has(name)) continue;
    if (found?.kind !== 'tensor') {
      const meant = suggest(name, cx.planned.keys());
      cx.report('MPC3010', { name }, span, { hint: meant ? `did you mean \`${meant}\`?` : `define it in a stage: \`${name}[…] = …\`` });
    } else if (found.tensor.role !== 'output') {
      cx.report('MPC3023', { name, what: found.tensor.role }, span, {
        related: [{ span: found.span, message: 'declared here' }], hint: 'copy it to a name of its own in a stage',
      });
    } else {
      const place = cx.definitions.get(found.tensor)?.place;
      if (place?.once) cx.report('MPC3013', { name }, span, { related: [{ span: found.span, message: 'defined here, in `prepare once`' }] });
    }
  }
}

/** Their newest row counts from the start of the step, so that it must be there before it is read. */
const APPENDED: ReadonlySet<Growth['kind'] | undefined> = new Set(['append-token', 'append-block', 'computed']);

function checkMemories(cx: Context): void {
  // Written along with what they belong to.
  const companions = new Set<Tensor>([...cx.tensors.flatMap((t) => t.count ?? []), ...[...cx.scales.values()].map((s) => s.scale)]);
  for (const tensor of cx.tensors) {
    if (tensor.role !== 'memory' || tensor.growth?.kind === 'static') continue;
    const write = cx.writes.find((w) => w.tensor === tensor);
    if (!write) {
      if (!cx.attempted.has(tensor) && !companions.has(tensor)) cx.report('MPC3003', { name: tensor.name }, tensor.span, { hint: writeHint(tensor) });
      continue;
    }
    if (!APPENDED.has(tensor.growth?.kind)) continue;
    const early = cx.reads.find((r) => r.tensor === tensor && r.order <= write.order && r.place.once === write.place.once);
    if (early) {
      cx.report('MPC3009', { name: tensor.name }, early.span, {
        related: [{ span: write.span, message: 'its row of this step is written here' }], hint: 'move the write before the first use',
      });
    }
  }
}

function writeHint({ name, growth, shape, count }: Tensor): string {
  if (growth?.kind === 'computed') return `write it in \`prepare once\`: \`${name}[…] <- …\``;
  if (growth?.kind !== 'state') return `write its row in \`prepare\`: \`${name} <- …\``;
  return `change it in \`prepare\`: \`${name}${shape.length > 0 && !count ? '[…]' : ''} <- …\``;
}

function checkUnused(cx: Context): void {
  const read = new Set<Tensor>(cx.ops.flatMap((op) => [...readsOfOthers(op), ...opFlags(op)]));
  for (const { growth } of cx.tensors) if (growth?.kind === 'state' && growth.from) read.add(growth.from);
  const inConstants = (t: Tensor): boolean => t.role === 'constant' && cx.used.has(t.name);
  // A statement in a `repeat` makes a tensor in each round; that of the last may be one too many.
  const readRounds = new Set([...read].filter((t) => t.role === 'temp').map((t) => t.span.start));
  for (const tensor of cx.tensors) {
    const quiet = tensor.name.startsWith('_') || tensor.role === 'output' || cx.isCount(tensor) || usedByGradients(cx).has(tensor);
    if (quiet || read.has(tensor) || inConstants(tensor)) continue;
    if (tensor.role === 'memory' && tensor.growth?.kind !== 'static') {
      cx.report('MPC3030', { name: tensor.name }, tensor.span);
      continue;
    }
    // What a gradient is taken of is named, but no operation needs to read it.
    if (tensor.role === 'temp' && (readAsCount(cx, read, tensor) || readRounds.has(tensor.span.start) || cx.used.has(tensor.name))) continue;
    const what = tensor.role === 'temp' ? 'result' : tensor.role;
    cx.report('MPC2004', { what, name: tensor.name }, tensor.span, { hint: 'remove it, or begin its name with `_`' });
  }
  for (const [name, binding] of cx.global.entries()) {
    if ((binding.kind !== 'lazy' && binding.kind !== 'size' && binding.kind !== 'const') || cx.used.has(name) || name.startsWith('_')) continue;
    if (cx.tensors.some((t) => t.name === name)) continue;
    cx.report('MPC2004', { what: cx.sizes.has(name) ? 'size' : 'constant', name }, binding.span, { hint: 'remove it, or begin its name with `_`' });
  }
  checkExterns(cx);
  for (const [name, fn] of cx.functions) {
    if (!cx.used.has(`fn ${name}`) && !name.startsWith('_')) cx.report('MPC2004', { what: 'function', name }, fn.name.span, { hint: 'remove it, or begin its name with `_`' });
  }
}

/** Without what an update in place reads of its own memory. */
function readsOfOthers(op: Op): readonly Tensor[] {
  return opReads(op).filter((t) => op.kind !== 'map' || t !== op.target);
}

function checkExterns(cx: Context): void {
  for (const [name, extern] of cx.externs) {
    if (!cx.used.has(`extern ${name}`) && !name.startsWith('_')) cx.report('MPC2004', { what: 'extern', name }, extern.name.span, { hint: 'call it in a stage, `x = f(…)`, remove it, or begin its name with `_`' });
  }
}

/** A selection of which only the count is used. */
function readAsCount(cx: Context, read: ReadonlySet<Tensor>, ids: Tensor): boolean {
  const count = cx.selections.get(ids);
  return count !== undefined && read.has(count);
}
