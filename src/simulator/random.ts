import { Random as Uniform } from '../numerics/random.js';

/** Seeded arrivals and lengths. */
export class Random extends Uniform {
  /** Of the given mean: the times between the events of a Poisson process. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Mean 0, variance 1 (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
