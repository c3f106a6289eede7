/**
 * What the layers that drop whole channels share.
 *
 * @module
 * @internal
 */
import { finite, ofBase, REQUIRED, seed } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { InputSpec } from "../base/input_spec.ts";
import type { LayerOptions } from "../base/options.ts";
import type { DataFormat } from "../base/rows.ts";
import type { Seed } from "./noise.ts";
import { NoisyLayer } from "./noisy_layer.ts";

/** Options of layers that drop channels. */
export interface SpatialDropoutOptions extends LayerOptions {
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Arguments of layers that drop channels. */
export interface SpatialDropoutArguments extends SpatialDropoutOptions {
  /** The part of the channels that is dropped, from 0 to 1. */
  rate: number;
}

/** Rows of what they all take. */
export const RATE = ["rate", finite(REQUIRED, { min: 0, max: 1 })] as const;

/** The rows that come last. */
export const LAST = [
  ["seed", seed()],
  ["name", ofBase<string>()],
  ["dtype", ofBase<NonNullable<LayerOptions["dtype"]>>()],
] as const;

/** A layer that drops channels of inputs with a number of axes. */
export abstract class SpatialDropout extends NoisyLayer {
  readonly #rate: number;
  readonly #isFirst: boolean;

  /** Takes the number of axes besides what the classes take. */
  constructor(
    base: LayerOptions,
    ndim: number,
    own: { readonly rate: number; readonly seed: Seed; readonly dataFormat?: DataFormat },
  ) {
    super(base, own.seed);
    this.#rate = own.rate;
    this.#isFirst = own.dataFormat === "channels_first";
    this.inputSpec = new InputSpec({ ndim });
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    if (!training || this.#rate === 0) return inputs;
    const channels = this.#isFirst ? 1 : inputs.rank - 1;
    const shape = inputs.shape.map((dim, axis) => axis === 0 || axis === channels ? dim : 1);
    return this.noise.dropout(this.label, inputs, this.#rate, shape);
  }

  /** As Keras has it: without whether it is trained, and the type by its name. */
  override getConfig(): Record<string, unknown> {
    const { trainable: _, dtype, ...rest } = super.getConfig();
    return { ...rest, dtype: typeof dtype === "string" ? dtype : this.dtypePolicy.name };
  }
}
