import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/simulator/event-queue.js';

describe('the event queue', () => {
  it('gives events by time, those of one time in the order in which they came', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(-1)), { maxLength: 300 }), (commands) => {
      const queue = new EventQueue();
      const model: { time: number; id: number }[] = [];
      commands.forEach((command, id) => {
        if (command >= 0) {
          queue.push(command, id % 7, id);
          model.push({ time: command, id });
          return;
        }
        const first = model.reduce<{ time: number; id: number } | undefined>((a, b) => (a && a.time <= b.time ? a : b), undefined);
        expect(queue.pop()).toBe(first !== undefined);
        if (!first) return;
        expect([queue.time, queue.kind, queue.subject]).toEqual([first.time, first.id % 7, first.id]);
        model.splice(model.indexOf(first), 1);
      });
      expect(queue.size).toBe(model.length);
    }));
  });
});
