// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * From vectors of one word of four blocks to the four words of one block after the other
 * (AssemblyScript).
 */

@inline
function zipLow(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 4, 1, 5);
}

@inline
function zipHigh(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 2, 6, 3, 7);
}

/** Writes four blocks in order to `out`, from one vector for each of their words. */
@inline
export function storeBlocks(out: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = zipLow(a, b);
  const cd01 = zipLow(c, d);
  const ab23 = zipHigh(a, b);
  const cd23 = zipHigh(c, d);
  v128.store(out, v128.shuffle<i64>(ab01, cd01, 0, 2));
  v128.store(out, v128.shuffle<i64>(ab01, cd01, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(ab23, cd23, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(ab23, cd23, 1, 3), 48);
}
