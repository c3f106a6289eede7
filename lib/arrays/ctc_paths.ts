/**
 * The paths of connectionist temporal classification: which sequences of states spell a labelling,
 * and the recursions that sum over all of them.
 *
 * State `2 i` is the blank after `i` labels, state `2 i - 1` label `i`. A path stays where it is,
 * goes to the next state, or from a label to the next one where the two differ.
 *
 * @module
 */

/** One sequence: what it emits and what it has to spell. */
export interface Alignment {
  /** Log probabilities, `[time, classes]`. */
  readonly logs: Float64Array;
  readonly time: number;
  readonly classes: number;
  readonly blank: number;
  /** Labels; paths end at number `length`. */
  readonly labels: Int32Array;
  readonly length: number;
  /** What starting or ending elsewhere costs. */
  readonly penalty: number;
}

/** `log(exp(a) + exp(b))`. */
function logAdd(a: number, b: number): number {
  const [high, low] = a >= b ? [a, b] : [b, a];
  return high === -Infinity ? low : high + Math.log1p(Math.exp(low - high));
}

/** -log of the probability of all paths, and how likely each class is at each time, given them. */
export function align(alignment: Alignment): { cost: number; occupancy: Float64Array } {
  const { logs, time, classes, blank, labels, length, penalty } = alignment;
  const states = 2 * labels.length + 1;
  const occupancy = new Float64Array(time * classes);
  if (time === 0) return { cost: length === 0 ? 0 : penalty, occupancy };
  const classOf = Int32Array.from(
    { length: states },
    (_, s) => s % 2 === 0 ? blank : labels[(s - 1) / 2]!,
  );
  const skips = Array.from(classOf, (c, s) => s % 2 === 1 && s > 1 && c !== classOf[s - 2]);
  // A class that there is not has probability 1, as in TensorFlow: it can only be padding.
  const emission = (t: number, s: number) => logs[t * classes + classOf[s]!] ?? 0;

  const forward = new Float64Array(time * states);
  let before = new Float64Array(states).fill(-penalty);
  for (let t = 0; t < time; t++) {
    const here = forward.subarray(t * states, (t + 1) * states);
    for (let s = 0; s < states; s++) {
      let sum = before[s]!;
      if (s > 0) sum = logAdd(sum, before[s - 1]!);
      if (skips[s]) sum = logAdd(sum, before[s - 2]!);
      // Before the first frame lies the true start, which leads to the first blank and label.
      if (t === 0 && s < 2) sum = logAdd(sum, 0);
      here[s] = sum + emission(t, s);
    }
    before = here;
  }

  let after = Float64Array.from(
    { length: states },
    (_, s) => s === 2 * length || s === 2 * length - 1 ? 0 : -penalty,
  );
  let total = -Infinity;
  for (let s = 0; s < states; s++) total = logAdd(total, before[s]! + after[s]!);
  if (total === -Infinity) return { cost: Infinity, occupancy };
  let cost = Infinity;

  for (let t = time - 1; t >= 0; t--) {
    for (let s = 0; s < states; s++) {
      const c = classOf[s]!;
      if (s % 2 === 1 && (c === blank || c < 0 || c >= classes)) continue;
      const at = t * classes + c;
      occupancy[at] = occupancy[at]! + Math.exp(forward[t * states + s]! + after[s]! - total);
    }
    const through = after.map((value, s) => value + emission(t, s));
    // TensorFlow's loss, unlike its gradient, counts only paths from the true start.
    if (t === 0) cost = -logAdd(through[0]!, through[1] ?? -Infinity);
    after = through.map((value, s) => {
      let sum = value;
      if (s + 1 < states) sum = logAdd(sum, through[s + 1]!);
      if (skips[s + 2]) sum = logAdd(sum, through[s + 2]!);
      return sum;
    });
  }
  return { cost, occupancy };
}
