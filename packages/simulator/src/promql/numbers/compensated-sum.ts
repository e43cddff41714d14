/**
 * A running sum with Neumaier's compensation, as Prometheus sums: what rounding loses is collected
 * apart. Once the sum is infinite the compensation is dropped.
 */
export class CompensatedSum {
  sum = 0;
  compensation = 0;

  constructor(first = 0) {
    this.sum = first;
  }

  add(value: number): void {
    const { sum } = this;
    const total = sum + value;
    if (total === Number.POSITIVE_INFINITY || total === Number.NEGATIVE_INFINITY) {
      this.compensation = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      this.compensation += sum - total + value;
    } else {
      this.compensation += value - total + sum;
    }
    this.sum = total;
  }

  get total(): number {
    return this.sum + this.compensation;
  }
}
