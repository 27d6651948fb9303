/** Which shops are in rotation: a web node sends requests to no others. In all but one world it is all four, always. */
const rotation = { shops: [1, 2, 3, 4] as readonly number[] };

/** The numbers of the shops in rotation. */
export function inRotation(): readonly number[] {
  return rotation.shops;
}

/** From now on these. */
export function setRotation(shops: readonly number[]): void {
  rotation.shops = shops;
}
