/**
 * The loss of connectionist temporal classification by adding up all paths.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

/** What a path says: classes that change, without blanks. */
function said(path: readonly number[], blank: number): string {
  return path.filter((it, i) => it !== blank && it !== path[i - 1]).join();
}

/** The sum of the probabilities of all paths of each sequence, and of those through each class. */
function addUp([logits, labels, labelLength, logitLength]: readonly Given[], blank: number) {
  const [frames, batch, classes] = logits!.shape as [number, number, number];
  const [x, z, counts, times] = [logits!, labels!, labelLength!, logitLength!].map(floats);
  const width = labels!.shape[1]!;
  return Array.from({ length: batch }, (_, n) => {
    const target = Array.from(z!.subarray(n * width, n * width + counts![n]!)).join();
    const time = times![n]!;
    const probabilities = Array.from({ length: time }, (_, t) => {
      const row = Array.from(
        { length: classes },
        (_, c) => Math.exp(x![(t * batch + n) * classes + c]!),
      );
      const sum = row.reduce((all, it) => all + it, 0);
      return row.map((it) => it / sum);
    });
    let total = 0;
    const through = new Float64Array(frames * classes);
    for (let i = 0; i < classes ** time; i++) {
      const path = Array.from({ length: time }, (_, t) => Math.floor(i / classes ** t) % classes);
      if (said(path, blank) !== target) continue;
      const p = path.reduce((product, c, t) => product * probabilities[t]![c]!, 1);
      total += p;
      path.forEach((c, t) => through[t * classes + c]! += p);
    }
    return { total, through, probabilities };
  });
}

/** References by the names of primitives. */
export const CTC_REFERENCES: Readonly<Record<string, Reference>> = {
  "nn.ctcLoss": (inputs, { blankIndex }) => {
    const losses = addUp(inputs, blankIndex).map(({ total }) => -Math.log(total));
    return [convertStorage(Float64Array.from(losses), "float64", inputs[0]!.dtype)];
  },
  "nn.ctcLossGrad": (inputs, { blankIndex }) => {
    const [, batch, classes] = inputs[0]!.shape as [number, number, number];
    const result = new Float64Array(inputs[0]!.host.length);
    addUp(inputs, blankIndex).forEach(({ total, through, probabilities }, n) => {
      probabilities.forEach((row, t) =>
        row.forEach((p, c) => {
          result[(t * batch + n) * classes + c] = p - through[t * classes + c]! / total;
        })
      );
    });
    return [convertStorage(result, "float64", inputs[0]!.dtype)];
  },
};
