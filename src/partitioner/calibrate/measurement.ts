import { z } from 'zod';

/** One kernel as it was measured: a line of a measurement file (`bench/measure.ts` writes them). */
export const measurementSchema = z.strictObject({
  method: z.string().min(1).describe('The `.mp` file'),
  constants: z.record(z.string(), z.number()).default({}).describe('Constants in place of those in the file'),
  device: z.string().min(1).describe('What the device calls itself'),
  target: z.enum(['gpu', 'cpu']),
  sizes: z.record(z.string(), z.number()),
  step: z.string(),
  kernel: z.string(),
  microseconds: z.number().positive(),
  calls: z.number().int().positive().optional(),
  low: z.number().positive().optional().describe('A tenth of the calls took less'),
  high: z.number().positive().optional().describe('A tenth of the calls took more'),
  threads: z.number().int().positive().optional().describe('Threads of a CPU kernel; all of the device unless given'),
  state: z.enum(['warm', 'flushed']).optional().describe('Whether calls followed each other, or all caches were emptied before each; flushed unless given'),
  pool: z.enum(['awake', 'asleep']).optional().describe('Whether these threads looked out for work; awake unless given'),
});

export type Measurement = z.output<typeof measurementSchema>;
