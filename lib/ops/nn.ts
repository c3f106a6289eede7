/**
 * Activations and other functions of `tf.nn`.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { checkFinite } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { asTensor, convertOperands, convertToTensor, type TensorLike } from "./convert.ts";
import { checkAxis, checkDType, unary, type UnaryOp } from "./define.ts";
import { sigmoid, tanh } from "./math.ts";
import type { Tensor } from "./tensor.ts";

export { sigmoid, tanh };

/** `max(x, 0)`. */
export const relu: UnaryOp = named("relu", unary("tf.nn.relu", tfjs.relu, ["float32", "int32"]));
/** `min(max(x, 0), 6)`. */
export const relu6: UnaryOp = named("relu6", unary("tf.nn.relu6", tfjs.relu6));
/** `x` where positive, else `e^x - 1`. */
export const elu: UnaryOp = named("elu", unary("tf.nn.elu", tfjs.elu));
/** The scaled `elu` under which layers normalise themselves. */
export const selu: UnaryOp = named("selu", unary("tf.nn.selu", tfjs.selu));
/** `log(1 + e^x)`. */
export const softplus: UnaryOp = named("softplus", unary("tf.nn.softplus", tfjs.softplus));
/** `x / (1 + |x|)`. */
export const softsign: UnaryOp = named(
  "softsign",
  unary("tf.nn.softsign", (x) => tfjs.div(x, tfjs.add(tfjs.abs(x), 1))),
);
/** `x sigmoid(x)`. */
export const swish: UnaryOp = named(
  "swish",
  unary("tf.nn.swish", (x) => tfjs.mul(x, tfjs.sigmoid(x))),
);

/** Gives a function the name an error or a configuration shows for it. */
function named(name: string, run: UnaryOp): UnaryOp {
  return Object.defineProperty(run, "name", { value: name });
}

/** `x` where positive, else `alpha x` (default 0.2, as TensorFlow's). */
export function leakyRelu(x: TensorLike, { alpha = 0.2 }: { alpha?: number } = {}): Tensor {
  const tensor = convertToTensor("tf.nn.leakyRelu", x, undefined, "float32");
  checkDType("tf.nn.leakyRelu", tensor, ["float32"]);
  checkFinite("tf.nn.leakyRelu", "alpha", alpha);
  return asTensor(tfjs.leakyRelu(tensor, alpha));
}

/** `e^x / sum(e^x)` along `axis` (default: the last one). */
export function softmax(x: TensorLike, { axis = -1 }: { axis?: number } = {}): Tensor {
  return alongLast("tf.nn.softmax", x, axis, (it) => tfjs.softmax(it));
}

/** The logarithm of {@linkcode softmax}. */
export function logSoftmax(x: TensorLike, { axis = -1 }: { axis?: number } = {}): Tensor {
  return alongLast("tf.nn.logSoftmax", x, axis, (it) => tfjs.logSoftmax(it));
}

/** Runs a function of the last axis along another one. */
function alongLast(
  name: string,
  value: TensorLike,
  axis: number,
  run: (x: tfjs.Tensor) => tfjs.Tensor,
): Tensor {
  const x = convertToTensor(name, value, undefined, "float32");
  checkDType(name, x, ["float32"]);
  const along = checkAxis(name, axis, x.shape);
  if (along === x.rank - 1) return asTensor(run(x));
  const order = x.shape.map((_, it) => it);
  order[along] = x.rank - 1;
  order[x.rank - 1] = along;
  return asTensor(tfjs.transpose(run(tfjs.transpose(x, order)), order));
}

/** `x + bias`, the bias along the last axis. */
export function biasAdd(x: TensorLike, bias: TensorLike): Tensor {
  const [value, offset] = convertOperands("tf.nn.biasAdd", x, bias);
  if (offset.rank !== 1 || offset.shape[0] !== value.shape.at(-1)) {
    throw new TypeError(
      `tf.nn.biasAdd: expected a bias of shape (${value.shape.at(-1)},) for inputs of shape ${
        formatShape(value.shape)
      }, received shape ${formatShape(offset.shape)}`,
    );
  }
  return asTensor(tfjs.add(value, offset));
}
