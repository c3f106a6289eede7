/**
 * What layers that merge several tensors element by element share: shapes that broadcast, ranks that
 * differ, masks, and the functions of the same name.
 *
 * @module
 * @internal
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { bindArguments } from "../../ops/bind.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import { logicalOr } from "../../primitives/math/logical.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer, type SymbolicInputs } from "../base/layer.ts";
import { type Mask, maskOf, setMask } from "../base/masks.ts";
import { LAYER_OPTIONS, type LayerOptions } from "../base/options.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";

/** A mask for each input, or none. */
export type Masks = readonly (Tensor | undefined)[];

/** A function that merges tensors: what the layer of its name gives. */
export interface MergeFunction<Options extends LayerOptions = LayerOptions> {
  /** Makes a node of a graph. */
  (inputs: readonly KerasTensor[], options?: Options): KerasTensor;
  /** Merges tensors. */
  (inputs: readonly TensorLike[], options?: Options): Tensor;
}

/** A layer of several inputs that become one output. */
export abstract class Merge extends Layer<readonly Tensor[], Tensor> {
  /** Takes the options of every layer. */
  constructor(base: LayerOptions) {
    super(base);
    this.supportsMasking = true;
  }

  /** Any list is one of inputs, one of arrays too. */
  protected override convertInputs(inputs: unknown): unknown {
    if (!Array.isArray(inputs) || inputs.length === 0) {
      throw new TypeError(
        `Cannot call ${this.label}: expected a list of tensors, received ${formatValue(inputs)}`,
      );
    }
    const all = inputs.map((it) => super.convertInputs(it));
    const tensors = all.filter((it) => it instanceof Tensor) as Tensor[];
    const isMixed = tensors.some(({ dtype }) => isFloating(dtype)) &&
      tensors.some(({ dtype }) => !isFloating(dtype));
    if (!isMixed) return all;
    return all.map((it) => it instanceof Tensor ? maskedCast(it, this.computeDtype) : it);
  }

  protected override get takesTensors(): boolean {
    return false;
  }

  override build(inputShape: NestedShape): void {
    this.computeOutputShape(inputShape);
  }

  /** Merges tensors of one rank. */
  protected abstract merge(inputs: readonly Tensor[], masks: Masks): Tensor;

  override call(inputs: readonly Tensor[], options: CallOptions): Tensor {
    const masks = inputs.map((_, i) => maskAt(options.mask, i));
    return internally(() => this.merge(inputs, masks));
  }

  abstract override computeOutputShape(inputShape: NestedShape): SymbolicShape;

  /** Whole numbers stay what they are. */
  protected override outputDtype(inputs: SymbolicInputs): KerasTensor["dtype"] {
    const dtypes = (inputs as readonly KerasTensor[]).map(({ dtype }) => dtype);
    return dtypes.some(isFloating) ? this.computeDtype : dtypes[0]!;
  }

  /** Where any input has a step that counts; no mask where an input has none. */
  override computeMask(inputs: unknown, previousMask?: Mask): Mask {
    const masks = (inputs as readonly unknown[]).map((_, i) => maskAt(previousMask, i));
    if (masks.some((it) => it === undefined)) return undefined;
    return internally(() => (masks as Tensor[]).reduce((all, it) => logicalOr(all, it)));
  }
}

/** A tensor in another type, with its mask. */
function maskedCast(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x;
  const mask = maskOf(x);
  const y = cast(x, dtype);
  if (mask) setMask(y, mask);
  return y;
}

/** The mask of one of several inputs. */
function maskAt(mask: Mask, i: number): Tensor | undefined {
  const own = Array.isArray(mask) ? mask[i] : undefined;
  return own instanceof Tensor ? own : undefined;
}

/** A layer that merges element by element what broadcasts. */
export abstract class Elementwise extends Merge {
  override call(inputs: readonly Tensor[], options: CallOptions): Tensor {
    const rank = Math.max(...inputs.map((it) => it.rank));
    return internally(() => super.call(inputs.map((it) => lifted(it, rank)), options));
  }

  override computeOutputShape(inputShape: NestedShape): SymbolicShape {
    const shapes = shapeList(this.label, inputShape);
    const refuse = (expected: string): never => {
      throw new TypeError(
        `Cannot call ${this.label}: expected ${expected}, received ${
          shapes.map(formatShape).join(" and ")
        }`,
      );
    };
    if (shapes.some((it) => it.length === 0)) refuse("tensors of at least 1 dimension");
    const batches = new Set(shapes.map(([batch]) => batch!).filter((it) => it !== null));
    if (batches.size > 1) refuse("tensors of one batch size");
    const rest = shapes.map((it) => it.slice(1))
      .reduce((a, b) => broadcastOpen(a, b) ?? refuse("shapes that broadcast"));
    const [batch = null] = batches;
    return [batch, ...rest];
  }
}

/** A tensor with as many axes, of length 1 behind the batch, as make it one of `rank`. */
function lifted(x: Tensor, rank: number): Tensor {
  if (x.rank === rank) return x;
  const ones = new Array<number>(rank - x.rank).fill(1);
  return reshape(x, [x.shape[0]!, ...ones, ...x.shape.slice(1)]);
}

/** The shape that two broadcast to, where a length that is open stays open. */
function broadcastOpen(a: SymbolicShape, b: SymbolicShape): (number | null)[] | undefined {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const lead = long.length - short.length;
  const dims: (number | null)[] = [...long.slice(0, lead)];
  for (const [i, right] of short.entries()) {
    const left = long[lead + i]!;
    if (left === null || right === null) dims.push(null);
    else if (left === right || right === 1) dims.push(left);
    else if (left === 1) dims.push(right);
    else return undefined;
  }
  return dims;
}

/** A mask with axes of length 1 at its end, so that it broadcasts to a tensor. */
export function maskFor(x: Tensor, mask: Tensor): Tensor {
  const ones = new Array<number>(Math.max(0, x.rank - mask.rank)).fill(1);
  return reshape(cast(mask, "bool"), [...mask.shape, ...ones]);
}

/** A layer's class as its function needs it. */
// deno-lint-ignore no-explicit-any -- the class checks its options
type MergeClass = new (options: any) => Merge;

/**
 * The function of a layer: makes one and calls it.
 *
 * @param name The function's name.
 * @param Class The layer's class.
 * @param positional Names of options that may be given by position, after the inputs.
 * @param others Names of further options.
 * @param defaults Options that the class has no defaults for.
 */
export function mergeFunction<F>(
  name: string,
  Class: MergeClass,
  positional: readonly string[] = [],
  others: readonly string[] = [],
  defaults: Readonly<Record<string, unknown>> = {},
): F {
  const names = ["inputs", ...positional, ...others, ...LAYER_OPTIONS];
  const where = `tf.keras.layers.${name}`;
  const signature = { where, names, required: 1, positional: positional.length + 1 };
  const run = (...args: unknown[]): unknown =>
    fromCaller(run, () => {
      const [inputs, ...values] = bindArguments(signature, args);
      const entries = names.slice(1).map((option, i) => [option, values[i]] as const);
      const given = entries.filter(([, value]) => value !== undefined);
      return new Class({ ...defaults, ...Object.fromEntries(given) })(inputs as TensorLike);
    });
  return run as F;
}
