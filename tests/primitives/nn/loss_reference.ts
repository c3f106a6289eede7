/**
 * Losses as loops, where TensorFlow has no kernel.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

/** References by the names of primitives. */
export const LOSS_REFERENCES: Readonly<Record<string, Reference>> = {
  "nn.sigmoidCrossEntropyWithLogits": ([logits, labels]) => {
    const [x, z] = [floats(logits!), floats(labels!)];
    const result = x.map((it, i) =>
      Math.max(it, 0) - it * z[i]! + Math.log1p(Math.exp(-Math.abs(it)))
    );
    return [convertStorage(result, "float64", logits!.dtype)];
  },
};
