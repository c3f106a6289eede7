/**
 * The activations that tfjs fuses into products and convolutions, and that are kernels themselves.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import type { KernelCall } from "./mapping.ts";

/** What some activations need besides their argument. */
export interface ActivationOptions {
  /** Slope below zero of `leakyrelu`. */
  readonly alpha?: number | undefined;
  /** Slopes below zero of `prelu`, which broadcast to the argument. */
  readonly slopes?: Value | undefined;
}

/** The activation of `x`, or nothing where there is no such activation. */
export function activated(
  call: KernelCall,
  x: Value,
  name: string,
  { alpha = 0.2, slopes }: ActivationOptions = {},
): Value | undefined {
  switch (name) {
    case "linear":
      return x;
    case "relu":
      return call.unary("Relu", x);
    case "relu6":
      return call.node("Clip", [x, call.scalar(0), call.scalar(6)], "float32", x.shape);
    case "elu":
      return call.unary("Elu", x);
    case "sigmoid":
      return call.unary("Sigmoid", x);
    case "leakyrelu":
      return call.node("LeakyRelu", [x], "float32", x.shape, { alpha: { float: alpha } });
    case "prelu": {
      if (!slopes) return undefined;
      const negative = call.binary("Less", x, call.scalar(0), "bool");
      return call.where(negative, call.binary("Mul", slopes, x), x);
    }
    default:
      return undefined;
  }
}
