/** Where a reading is going. Nothing uses it yet. */
export class Trend {
  /** Takes in a reading. */
  add(_t: number, _value: number): void {
    // Not kept yet.
  }

  /** Change a minute. */
  perMin(): number {
    return 0;
  }
}
