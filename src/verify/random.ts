import { Random as Uniform } from '../numerics/random.js';

/** Seeded numbers for inputs of methods. */
export class Random extends Uniform {
  /**
   * A source of floats that are mostly around 0, at times all well above or below it: so that what compares the least or the
   * largest of many with a threshold comes out either way.
   */
  floats(): () => number {
    const level = this.integer(-4, 4);
    return Math.abs(level) < 3 ? () => this.normal() : () => Math.sign(level) * 2 + this.normal() / 4;
  }

  /** Mean 0, variance 1, bell-shaped: a sum of four uniforms. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * Math.sqrt(3);
  }
}
