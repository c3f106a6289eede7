/**
 * The base of layers that run over sequences from states on: what a call takes, and what weights were
 * made for.
 *
 * @module
 * @internal
 */
import { formatShape } from "../../errors/format.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { shapesOf } from "../base/inputs.ts";
import { Layer } from "../base/layer.ts";
import { firstOf, type Mask } from "../base/masks.ts";
import type { NestedShape } from "../base/shapes.ts";

/** The shapes of the states of a call, if it is given some. */
function stateShapes(given: unknown): NestedShape | undefined {
  const hasTensors = (it: unknown): boolean =>
    it instanceof Tensor || it instanceof KerasTensor || (Array.isArray(it) && it.some(hasTensors));
  if (!hasTensors(given)) return undefined;
  return Array.isArray(given) ? given.map((it) => stateShapes(it) ?? []) : shapesOf(given);
}

/** A layer that runs over sequences. */
export abstract class SequenceLayer<Outputs> extends Layer<Tensor, Outputs> {
  #shapes: Readonly<Record<string, NestedShape>> | undefined;

  protected override get callParameters(): readonly string[] {
    return ["initialState", "mask", "training"];
  }

  protected override ensureBuilt(inputs: unknown, options: CallOptions): void {
    const shape = shapesOf(inputs);
    const states = stateShapes(options["initialState"]);
    if (states) this.#shapes = { sequences_shape: shape, initial_state_shape: states };
    this.build(shape);
  }

  override getBuildConfig(): Record<string, unknown> | null {
    return this.#shapes ? { shapes_dict: this.#shapes } : super.getBuildConfig();
  }

  override buildFromConfig(config: Record<string, unknown>): void {
    const shapes = config["shapes_dict"] as Record<string, SymbolicShape> | undefined;
    if (shapes === undefined) return super.buildFromConfig(config);
    this.#shapes = shapes;
    this.build(shapes["sequences_shape"]!);
  }
}

/**
 * The mask of sequences' steps, if there is one.
 *
 * @throws {TypeError} if it has another shape than `(batch, steps)`.
 */
export function stepMask(label: string, { shape }: Tensor, given: Mask): Tensor | undefined {
  const mask = firstOf(given);
  if (mask === undefined) return undefined;
  const [first, second, last = 1] = mask.shape;
  if (first === shape[0] && second === shape[1] && last === 1 && mask.rank <= 3) return mask;
  throw new TypeError(
    `Cannot call ${label}: expected a mask of shape ${
      formatShape(shape.slice(0, 2))
    }, received shape ${formatShape(mask.shape)}`,
  );
}

/** A configuration without what Keras 2 has in it for implementations of its own. */
export function withoutOldNames(
  where: string,
  { implementation: _, time_major: isTimeMajor, ...rest }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (!isTimeMajor) return rest;
  throw new RangeError(
    `${where}: expected time_major to be false, received true; transpose the inputs`,
  );
}
