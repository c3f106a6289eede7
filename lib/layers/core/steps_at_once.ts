/**
 * Which layers give for several steps in one batch what they give for each step: those of Keras whose
 * examples have nothing to do with each other. Of other layers, users' own among them, that is not
 * known.
 *
 * @module
 * @internal
 */
import { placeOf } from "../../configuration/registry.ts";
import { isLayer, type Layer } from "../base/layer.ts";

/** Families of classes, by what their names are. */
const ALWAYS = new RegExp(
  `^(${
    [
      "Dense|EinsumDense|Embedding|Activation|Identity|Masking",
      "Flatten|Reshape|Permute|RepeatVector|Cropping[123]D|ZeroPadding[123]D|UpSampling[123]D",
      "ReLU|LeakyReLU|PReLU|ELU|Softmax|ThresholdedReLU",
      "(Depthwise|Separable)?Conv[123]D(Transpose)?",
      "(Global|Adaptive)?(Max|Average)Pooling[123]D",
      "LayerNormalization|GroupNormalization|RMSNormalization|UnitNormalization",
    ].join("|")
  })$`,
);

/** Those that draw, or count what they see, in training alone. */
const OUTSIDE_TRAINING =
  /^(Dropout|SpatialDropout[123]D|AlphaDropout|GaussianDropout|GaussianNoise|BatchNormalization)$/;

/** Those whose option `axis` may be that of the batch. */
const ALONG_AXES = /^(Softmax|\w+Normalization)$/;

const RECURRENT = /^(SimpleRNN|LSTM|GRU)$/;
const HOLDERS = /^(Sequential|TimeDistributed|Bidirectional)$/;

/**
 * Whether all steps may be one batch.
 *
 * @param rank Number of dimensions of a batch of one step's inputs.
 */
export function takesStepsAtOnce(layer: Layer, training: boolean, rank: number): boolean {
  // A penalty on outputs is divided by the batch.
  if (layer.activityRegularizer) return false;
  const name = placeOf(layer.constructor as new () => unknown)?.name ?? "";
  if (HOLDERS.test(name)) {
    const inner = layer.sublayers;
    return inner.length > 0 &&
      inner.every((it) => isLayer(it) && takesStepsAtOnce(it as never, training, 0));
  }
  if (ALONG_AXES.test(name) && alongBatch(layer.getConfig()["axis"], rank)) return false;
  if (RECURRENT.test(name)) {
    const { stateful, dropout, recurrent_dropout: recurrent } = layer.getConfig();
    return stateful === false && (!training || (dropout === 0 && recurrent === 0));
  }
  return ALWAYS.test(name) || (OUTSIDE_TRAINING.test(name) && !training);
}

/** Whether axes can be those of the batch; within other layers (rank 0) ranks are not known. */
function alongBatch(axis: unknown, rank: number): boolean {
  const axes = (Array.isArray(axis) ? axis : [axis]).filter((it) => typeof it === "number");
  return axes.some((it) => it === 0 || (it < 0 && (it === -rank || (rank === 0 && it < -1))));
}
