/**
 * Adds numbers up and takes them back: integers exactly, doubles without losing what rounding would take, so that
 * the sum is the same in whatever order they come and go.
 */
export class Total {
  private small = 0;
  private large = 0n;
  private doubles = 0;
  /** Doubles that don't overlap, smallest first; their exact sum is the sum (Shewchuk's expansion). */
  private readonly parts: number[] = [];

  clear(): void {
    this.small = 0;
    this.large = 0n;
    this.doubles = 0;
    this.parts.length = 0;
  }

  add(amount: number | bigint): void {
    if (isDouble(amount)) this.doubles++;
    this.addAmount(amount);
  }

  remove(amount: number | bigint): void {
    if (isDouble(amount)) this.doubles--;
    this.addAmount(-amount);
    // nothing is left of doubles that are all gone
    if (this.doubles === 0) this.parts.length = 0;
  }

  private addAmount(amount: number | bigint): void {
    if (typeof amount === 'bigint') this.large += amount;
    else if (Number.isSafeInteger(amount)) this.addSmall(amount);
    else this.addDouble(amount);
  }

  private addSmall(amount: number): void {
    const sum = this.small + amount;
    if (Number.isSafeInteger(sum)) this.small = sum;
    else {
      this.large += BigInt(this.small) + BigInt(amount);
      this.small = 0;
    }
  }

  private addDouble(amount: number): void {
    let carried = amount;
    let kept = 0;
    for (const part of this.parts) {
      const [larger, smaller] = Math.abs(carried) < Math.abs(part) ? [part, carried] : [carried, part];
      carried = larger + smaller;
      const lost = smaller - (carried - larger);
      if (lost !== 0) this.parts[kept++] = lost;
    }
    this.parts.length = kept;
    this.parts.push(carried);
  }

  /** Exact unless a double was added. */
  get value(): number | bigint {
    const whole = this.large === 0n ? this.small : this.large + BigInt(this.small);
    return this.doubles === 0 ? whole : this.parts.reduceRight((sum, part) => sum + part, 0) + Number(whole);
  }
}

function isDouble(amount: number | bigint): boolean {
  return typeof amount === 'number' && !Number.isSafeInteger(amount);
}
