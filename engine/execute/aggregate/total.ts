/** Adds numbers up: integers exactly, others as doubles in the order they come. */
export class Total {
  private small = 0;
  private large = 0n;
  private double = 0;
  private hasDouble = false;

  clear(): void {
    this.small = 0;
    this.large = 0n;
    this.double = 0;
    this.hasDouble = false;
  }

  add(amount: number | bigint): void {
    if (typeof amount === 'bigint') this.large += amount;
    else if (Number.isSafeInteger(amount)) this.addSmall(amount);
    else {
      this.double += amount;
      this.hasDouble = true;
    }
  }

  private addSmall(amount: number): void {
    const sum = this.small + amount;
    if (Number.isSafeInteger(sum)) this.small = sum;
    else {
      this.large += BigInt(this.small) + BigInt(amount);
      this.small = 0;
    }
  }

  /** Exact unless a double was added. */
  get value(): number | bigint {
    const whole = this.large === 0n ? this.small : this.large + BigInt(this.small);
    return this.hasDouble ? Number(whole) + this.double : whole;
  }
}
