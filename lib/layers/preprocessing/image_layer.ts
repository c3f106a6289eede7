/**
 * What layers that change images share: one image or a batch, channels last or first, random numbers,
 * and that they change something in training only. As in Keras a call that does not say counts as
 * training.
 *
 * @module
 * @internal
 */
import { formatShape } from "../../errors/format.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { SeedGenerator } from "../../random/seed_generator.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer } from "../base/layer.ts";
import type { LayerOptions } from "../base/options.ts";
import type { DataFormat } from "../base/rows.ts";
import { Noise, type Seed } from "../regularization/noise.ts";

/** A layer of images. */
export abstract class ImageLayer extends Layer {
  readonly #isFirst: boolean;

  /** Takes the options of every layer, and where channels are. */
  constructor(base: LayerOptions, format: DataFormat) {
    super(base);
    this.#isFirst = format === "channels_first";
  }

  /** Changes images `[batch, height, width, channels]`. */
  protected abstract change(images: Tensor): Tensor;

  protected override get callParameters(): readonly string[] {
    return ["training"];
  }

  protected override get trainingDefault(): boolean {
    return true;
  }

  /** Throws unless a shape is that of an image or a batch of them. */
  protected requireImages(shape: SymbolicShape): void {
    if (shape.length === 3 || shape.length === 4) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected an image of 3 dimensions or a batch of 4, received shape ${
        formatShape(shape)
      }`,
    );
  }

  /** Throws unless images with their channels last are colored. */
  protected requireColors({ shape }: Tensor): void {
    if (shape[3] === 3) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected images of 3 channels, received shape ${
        formatShape(shape)
      } with channels last`,
    );
  }

  /** Images in the type that is computed in. */
  protected converted(inputs: Tensor): Tensor {
    return cast(inputs, this.computeDtype);
  }

  /** The images changed, in a batch and with channels last while they are. */
  protected changed(inputs: Tensor): Tensor {
    return internally(() => {
      const isOne = inputs.rank === 3;
      const batch = isOne ? reshape(inputs, [1, ...inputs.shape]) : inputs;
      const made = channelsBack(this.change(channelsLast(batch, this.#isFirst)), this.#isFirst);
      return isOne ? reshape(made, made.shape.slice(1)) : made;
    });
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    this.#check(inputs);
    const images = this.converted(inputs);
    return training ? this.changed(images) : images;
  }

  #check(inputs: unknown): void {
    if (inputs instanceof Tensor) return this.requireImages(inputs.shape);
    throw new TypeError(`Cannot call ${this.label}: expected one tensor of images`);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    this.requireImages(inputShape);
    return inputShape;
  }

  /** A shape with another height and width. */
  protected withSize(shape: SymbolicShape, height: number, width: number): SymbolicShape {
    this.requireImages(shape);
    const lead = shape.slice(0, shape.length - 3);
    return this.#isFirst
      ? [...lead, shape.at(-3)!, height, width]
      : [...lead, height, width, shape.at(-1)!];
  }
}

/** A layer that changes images at random. */
export abstract class RandomImageLayer extends ImageLayer {
  readonly #noise: Noise;
  #lent: Noise | undefined;

  /** Takes the options of every layer, where channels are, and the seed. */
  constructor(base: LayerOptions, format: DataFormat, seed: Seed) {
    super(base, format);
    this.#noise = new Noise(seed);
  }

  /** Its random numbers, or those that it has been lent. */
  protected get noise(): Noise {
    return this.#lent ?? this.#noise;
  }

  /** Images `[batch, height, width, channels]` changed by the random numbers of another layer. @internal */
  changedWith(images: Tensor, noise: Noise): Tensor {
    this.#lent = noise;
    try {
      return this.change(images);
    } finally {
      this.#lent = undefined;
    }
  }

  /** Where its random numbers come from; `undefined` where that is `tf.random.setSeed`. */
  get seedGenerator(): SeedGenerator | undefined {
    return this.#noise.generator;
  }

  override get seedGenerators(): readonly SeedGenerator[] {
    const { generator } = this.#noise;
    return generator ? [generator] : [];
  }
}
