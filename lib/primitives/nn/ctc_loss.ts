/**
 * The loss of connectionist temporal classification, on the host. Its gradient has no gradient of its
 * own: asking for one is an error.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { type CTCLoss, ctcLoss as compute, DENSE_LABELS_PENALTY } from "../../arrays/ctc.ts";
import type { FloatArray } from "../../arrays/types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, type Shape } from "../../tensor/aval.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import { defineFamily, type Many, type Sample } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { multiply } from "../math/arithmetic.ts";
import { requireDType, requireIndices } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";

interface Attributes {
  /** The class of the blank, from 0 on. */
  readonly blankIndex: number;
}

const NAME = "nn.ctcLoss";

/** Logits `[frames, batch, classes]`, labels `[batch, labels]` and both lengths `[batch]`. */
function requireSequences(
  name: string,
  [logits, labels, labelLength, logitLength]: Many<Aval>,
  { blankIndex }: Attributes,
): void {
  const isExact = (it: Aval["dtype"]) => isFloating(it) && (it === "float32" || it === "float64");
  requireDType(name, logits, isExact, "float32 or float64");
  requireIndices(name, "labels", labels);
  requireIndices(name, "labelLength", labelLength);
  requireIndices(name, "logitLength", logitLength);
  const batch = logits.shape[1];
  const isBatch = (shape: Shape) => shape.length === 1 && shape[0] === batch;
  const fits = logits.shape.length === 3 && labels.shape.length === 2 &&
    labels.shape[0] === batch && isBatch(labelLength.shape) && isBatch(logitLength.shape);
  if (!fits) {
    const shapes = [logits, labels, labelLength, logitLength].map(({ shape }) =>
      formatShape(shape)
    );
    throw new TypeError(
      `tf.${name}: expected logits (frames, batch, classes), labels (batch, labels), labelLength and logitLength (batch,), received shapes ${
        shapes.join(", ")
      }`,
    );
  }
  if (blankIndex >= 0 && blankIndex < logits.shape[2]!) return;
  throw new RangeError(
    `tf.${name}: expected blankIndex to be one of ${
      logits.shape[2]
    } classes, received blankIndex=${blankIndex}`,
  );
}

function run(
  inputs: Many<HostData>,
  avals: Many<Aval>,
  { blankIndex }: Attributes,
): CTCLoss<FloatArray> {
  const [labels, labelLength, logitLength] = [1, 2, 3].map((i) =>
    asFloat64(inputs[i]!, avals[i]!.dtype)
  );
  const [frames, batch, classes] = avals[0].shape as readonly [number, number, number];
  const maxLabels = avals[1].shape[1]!;
  return compute(
    inputs[0] as FloatArray,
    labels!,
    labelLength!,
    logitLength!,
    { frames, batch, classes, maxLabels },
    { blankIndex, penalty: DENSE_LABELS_PENALTY },
  );
}

function* samples(): Iterable<Sample<Attributes>> {
  for (const dtype of ["float32", "float64"] as const) {
    for (const index of ["int32", "int64"] as const) {
      const labels = given([1, 2, 2, 2, 1, 0], [3, 2], index);
      const lengths = [given([2, 1, 1], [3], index), given([4, 3, 1], [3], index)];
      const inputs = [sample([4, 3, 3], { dtype }), labels, ...lengths];
      yield { inputs, attrs: { blankIndex: 0 } };
    }
    const labels = given([0, 1], [1, 2], "int32");
    const lengths = [given([2], [1], "int32"), given([3], [1], "int32")];
    yield {
      inputs: [sample([3, 1, 3], { dtype, seed: 2 }), labels, ...lengths],
      attrs: { blankIndex: 2 },
    };
  }
}

const bind = defineFamily<Attributes>({
  name: NAME,
  infer(inputs, attrs) {
    requireSequences(NAME, inputs, attrs);
    return aval(inputs[0].dtype, [inputs[0].shape[1]!]);
  },
  host: (inputs, avals, attrs) => [run(inputs, avals, attrs).loss as HostData],
  vjp([g], { inputs: [logits, labels, labelLength, logitLength], attrs }) {
    const back = record(bindBack(attrs), [logits, labels, labelLength, logitLength]);
    return [multiply(reshape(g, [1, g.size, 1]), back)];
  },
  samples,
});

const bindBack = defineFamily<Attributes>({
  name: `${NAME}Grad`,
  infer(inputs, attrs) {
    requireSequences(`${NAME}Grad`, inputs, attrs);
    return inputs[0];
  },
  host: (inputs, avals, attrs) => [run(inputs, avals, attrs).gradient as HostData],
  vjp() {
    throw new TypeError(
      "tf.nn.ctcLoss: expected first derivatives only; its gradient has no gradient",
    );
  },
  samples,
});

/** `-log p(labels | logits)` of each sequence of a batch. */
export function ctcLoss(
  logits: Tensor,
  labels: Tensor,
  labelLength: Tensor,
  logitLength: Tensor,
  blankIndex: number,
): Tensor {
  return record(bind({ blankIndex }), [logits, labels, labelLength, logitLength]);
}
