/**
 * The base of cells that multiply inputs and states by kernels: SimpleRNNCell, GRUCell, LSTMCell.
 * The product of the inputs is one for all steps.
 *
 * @module
 * @internal
 */
import type { Activation } from "../../activations/mod.ts";
import type { ConstraintFunction } from "../../constraints/mod.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { Initializer, InitializerIdentifier } from "../../initializers/mod.ts";
import { concat } from "../../primitives/array/concat.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { split } from "../../primitives/array/split.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import type { RegularizerFunction } from "../../regularizers/mod.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { SeedGenerator } from "../../random/seed_generator.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { checkLastDimension } from "../base/inputs.ts";
import type { LayerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";
import type { Seed } from "../regularization/noise.ts";
import { type Dropped, DroppingCell } from "./dropping_cell.ts";

/** What is made of the options of such cells. */
export interface DenseCellMade {
  readonly units: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: RegularizerFunction | null;
  readonly recurrentRegularizer: RegularizerFunction | null;
  readonly biasRegularizer: RegularizerFunction | null;
  readonly kernelConstraint: ConstraintFunction | null;
  readonly recurrentConstraint: ConstraintFunction | null;
  readonly biasConstraint: ConstraintFunction | null;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly seed: Seed | SeedGenerator;
}

/** A cell with a kernel for its inputs and one for its states. */
export abstract class DenseCell extends DroppingCell {
  /** Kernel of the inputs, `(features, gates units)`, once built. */
  kernel: Variable | undefined;
  /** Kernel of the states, `(units, gates units)`, once built. */
  recurrentKernel: Variable | undefined;
  /** The bias, once built, if there is one. */
  bias: Variable | undefined;
  readonly #made: DenseCellMade;
  readonly #gates: number;

  /**
   * Takes the checked options.
   *
   * @param gates How many gates the kernels have.
   * @param masks How many masks are drawn of inputs, and of states.
   */
  constructor(base: LayerOptions, made: DenseCellMade, gates: number, masks: number) {
    const { dropout, recurrentDropout, seed } = made;
    const dropped: Dropped = { dropout, recurrentDropout, seed, masks };
    super(base, dropped);
    this.#made = made;
    this.#gates = gates;
  }

  /** Length of the output. */
  get units(): number {
    return this.#made.units;
  }

  get outputSize(): number {
    return this.#made.units;
  }

  /** What the sequences have to be, once it is built. */
  get sequenceSpec(): InputSpec {
    return new InputSpec({ ndim: 3, axes: { 2: this.kernel!.shape[0]! } });
  }

  /** Shape of the bias. */
  protected get biasShape(): readonly number[] {
    return [this.#gates * this.units];
  }

  /** How the bias starts. */
  protected get biasInitializer(): InitializerIdentifier {
    return this.#made.biasInitializer;
  }

  override build(inputShape: SymbolicShape): void {
    const { units, ...it } = this.#made;
    const columns = this.#gates * units;
    this.kernel = this.addWeight("kernel", {
      shape: [knownDim(this.label, inputShape, -1, "the length of the inputs"), columns],
      initializer: it.kernelInitializer,
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
    this.recurrentKernel = this.addWeight("recurrent_kernel", {
      shape: [units, columns],
      initializer: it.recurrentInitializer,
      regularizer: it.recurrentRegularizer,
      constraint: it.recurrentConstraint,
    });
    if (!it.useBias) return;
    this.bias = this.addWeight("bias", {
      shape: this.biasShape,
      initializer: this.biasInitializer,
      regularizer: it.biasRegularizer,
      constraint: it.biasConstraint,
    });
  }

  /** A matrix's columns for each gate. */
  protected gatesOf(x: Tensor): readonly Tensor[] {
    const axis = x.rank - 1;
    const size = x.shape[axis]! / this.#gates;
    return split(x, new Array<number>(this.#gates).fill(size), axis);
  }

  /** `x kernel + bias` of elements `(batch, features)`, or of all, `(steps, batch, features)`. */
  protected projection(
    kernel: Tensor,
    bias: Tensor | undefined,
    masks: readonly Tensor[] | undefined,
  ): (x: Tensor) => Tensor {
    return (x) => {
      this.#check(x);
      const y = masks === undefined || masks.length === 1
        ? times(masks ? multiply(x, masks[0]!) : x, kernel)
        : concat(
          this.gatesOf(kernel).map((it, gate) => times(multiply(x, masks[gate]!), it)),
          x.rank - 1,
        );
      return bias === undefined ? y : add(y, bias);
    };
  }

  /** `h kernel`, with what is left of the states for each gate. */
  protected recurrence(
    kernel: Tensor,
    masks: readonly Tensor[] | undefined,
  ): (h: Tensor) => Tensor {
    if (masks === undefined) return (h) => matmul(h, kernel);
    if (masks.length === 1) return (h) => matmul(multiply(h, masks[0]!), kernel);
    const gates = this.gatesOf(kernel);
    return (h) => concat(gates.map((it, gate) => matmul(multiply(h, masks[gate]!), it)), 1);
  }

  #check(x: Tensor): void {
    if (x.rank >= 2) return checkLastDimension(this, x.shape, this.kernel!.shape[0]!);
    throw new TypeError(
      `Cannot call ${this.label}: expected inputs of shape (batch, features), received shape ${
        formatShape(x.shape)
      }`,
    );
  }
}

/** `x kernel` along the last axis. */
function times(x: Tensor, kernel: Tensor): Tensor {
  if (x.rank === 2) return matmul(x, kernel);
  const lead = x.shape.slice(0, -1);
  const rows = reshape(x, [sizeOf(lead), x.shape.at(-1)!]);
  return reshape(matmul(rows, kernel), [...lead, kernel.shape[1]!]);
}

/** What is left of inputs `(batch, steps, features)`: of all steps the same. */
export function masked(x: Tensor, mask: Tensor): Tensor {
  const [batch, features] = mask.shape as readonly [number, number];
  return multiply(x, reshape(mask, [batch, 1, features]));
}
