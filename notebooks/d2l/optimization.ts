/**
 * What chapter 7 of the book keeps in its own library: descents in two dimensions.
 *
 * @module
 */

/** Two variables and the state of each. */
export type State2d = readonly [x1: number, x2: number, s1: number, s2: number];

/** A step of a descent. */
export type Trainer2d = (x1: number, x2: number, s1: number, s2: number) => State2d;

/** As Python's `%f`. */
const fixed = (x: number): string => x.toFixed(6);

/** Twenty steps from (-5, -2); prints where they end and gives all places. */
export function train2d(trainer: Trainer2d): [number, number][] {
  let [x1, x2, s1, s2]: State2d = [-5, -2, 0, 0];
  const results: [number, number][] = [[x1, x2]];
  for (let i = 0; i < 20; i++) {
    [x1, x2, s1, s2] = trainer(x1, x2, s1, s2);
    results.push([x1, x2]);
  }
  // deno-lint-ignore no-console -- what it prints is the chapter's output
  console.log(`epoch 20, x1 ${fixed(x1)}, x2 ${fixed(x2)}`);
  return results;
}
