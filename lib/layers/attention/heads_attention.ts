/**
 * The base of the layers of attention with many heads.
 *
 * @module
 * @internal
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { uniqueName } from "../../objects/naming.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { SeedGenerator } from "../../random/seed_generator.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { convertInputs } from "../base/inputs.ts";
import { type CallOptions, Layer, type SymbolicInputs } from "../base/layer.ts";
import { type Mask, maskOf, oneMask, setMask } from "../base/masks.ts";
import type { LayerOptions } from "../base/options.ts";
import type { EinsumDense } from "../core/einsum_dense.ts";
import { attend, scoresShape, spreadMask } from "./attend.ts";
import { both, causalMask, dropped, windowMask } from "./attention_parts.ts";
import { checkAxes, checkShapes } from "./heads_shapes.ts";
import { CALL, type Heads, type HeadsCall, type MadeHeadsOptions } from "./heads_options.ts";
import { project } from "./heads_projection.ts";

type Scored = { returnAttentionScores: true };

/** Called with query, value and, if it is another one, key, by position or by name. */
export interface HeadsAttention {
  (query: TensorLike, value: TensorLike, options: HeadsCall & Scored): [Tensor, Tensor];
  (query: TensorLike, options: HeadsCall & Scored & { value: TensorLike }): [Tensor, Tensor];
}

/** Attention with many heads. */
export abstract class HeadsAttention extends Layer<Tensor, Tensor> {
  /** Projects the query, once built. */
  queryDense: EinsumDense | undefined;
  /** Projects the key, once built. */
  keyDense: EinsumDense | undefined;
  /** Computes the gate from the query, once built, if there is one. */
  gateDense: EinsumDense | undefined;
  /** Projects the value, once built. */
  valueDense: EinsumDense | undefined;
  /** Projects what the heads give, once built. */
  outputDense: EinsumDense | undefined;
  readonly #heads: Heads;
  readonly #options: MadeHeadsOptions;
  #axes: readonly number[] | null;
  #shapes: Record<string, SymbolicShape> | null = null;
  #generator: SeedGenerator | undefined;

  /** Takes what both layers have. */
  constructor(base: LayerOptions, options: MadeHeadsOptions, heads: Heads) {
    super(base);
    this.#heads = heads;
    this.#options = options;
    this.#axes = heads.attentionAxes;
    this.supportsMasking = true;
  }

  override get seedGenerators(): readonly SeedGenerator[] {
    return this.#generator ? [this.#generator] : [];
  }

  /** Axes that are attended along: once built, from the front. */
  get attentionAxes(): readonly number[] | null {
    return this.#axes;
  }

  override build(
    queryShape: SymbolicShape,
    valueShape?: SymbolicShape,
    keyShape?: SymbolicShape | null,
  ): void {
    const heads = this.#heads;
    const { label, dtypePolicy: dtype } = this;
    const shapes = checkShapes(label, queryShape, valueShape, keyShape);
    const options = this.#options;
    const { query, keyValue, keyDim, valueDim } = heads;
    const into = (name: string, inputShape: SymbolicShape, count: number, dim: number) =>
      project({ name, inputShape, summed: 1, shape: [count, dim] }, options, dtype);
    this.#axes = checkAxes(label, heads.attentionAxes, queryShape.length);
    this.queryDense = into("query", queryShape, query, keyDim);
    this.keyDense = into("key", shapes.key, keyValue, keyDim);
    if (options.useGate) {
      const gate = { name: "gate", inputShape: queryShape, activation: "sigmoid" as const };
      this.gateDense = project({ ...gate, summed: 1, shape: [query, valueDim] }, options, dtype);
    }
    this.valueDense = into("value", shapes.value, keyValue, valueDim);
    if (options.dropout > 0) this.#generator = new SeedGenerator({ seed: options.seed });
    // In Keras they are layers, which take names.
    for (const inner of ["softmax", "dropout"]) uniqueName(inner);
    this.outputDense = project(
      {
        name: "attention_output",
        inputShape: [...queryShape.slice(0, -1), query, valueDim],
        summed: 2,
        shape: heads.outputShape ?? [queryShape.at(-1)!],
      },
      options,
      dtype,
    );
    this.#shapes = {
      query_shape: queryShape,
      value_shape: shapes.value,
      ...(keyShape ? { key_shape: keyShape } : {}),
    };
  }

  override getBuildConfig(): Record<string, unknown> | null {
    return this.#shapes && { shapes_dict: this.#shapes };
  }

  override buildFromConfig(config: Record<string, unknown>): void {
    const shapes = config["shapes_dict"] as Record<string, SymbolicShape> | undefined;
    if (shapes) this.build(shapes["query_shape"]!, shapes["value_shape"], shapes["key_shape"]);
  }

  protected override get callParameters(): readonly string[] {
    return CALL;
  }

  protected override ensureBuilt(inputs: unknown, options: CallOptions): void {
    const { value, key } = this.#others(options);
    this.build((inputs as Tensor).shape, value.shape, key?.shape);
  }

  /** Value and key of a call, be they tensors or symbolic ones. */
  #others(options: CallOptions) {
    const where = `Cannot call ${this.label}`;
    const read = (it: unknown) => convertInputs(where, it, this.computeDtype) as Tensor;
    const { value, key } = options;
    if (value === undefined || value === null) {
      throw new TypeError(`${where}: expected a query and a value, received a query alone`);
    }
    return { value: read(value), key: key === undefined || key === null ? undefined : read(key) };
  }

  #flag(options: CallOptions, name: string): boolean {
    return checkBoolean(`Cannot call ${this.label}`, name, options[name] ?? false);
  }

  /** The mask of the query, of the one it carries and the one that the call was given. */
  protected abstract queryMask(
    carried: Tensor | undefined,
    given: Tensor | undefined,
  ): Tensor | undefined;

  override call(query: Tensor, options: CallOptions = {}): Tensor {
    const { value, key } = this.#others(options);
    const given = this.#flag(options, "returnAttentionScores");
    checkShapes(this.label, query.shape, value.shape, key?.shape);
    const { dropout } = this.#options;
    const plain = { mask: null };
    const q = this.queryDense!(query, plain);
    const k = this.keyDense!(key ?? value, plain);
    const v = this.valueDense!(value, plain);
    const isStrict = dropout > 0 || given || q.rank !== 4;
    const axes = this.#axes!;
    const gate = this.gateDense?.(query, plain);
    const masks = { query: oneMask(options.mask), value: maskOf(value), key: key && maskOf(key) };
    const full = scoresShape(q.shape, k.shape, axes);
    let mask: Tensor | undefined;
    const [heads, scores] = internallyAll(() => {
      mask = this.#mask(masks, options, full);
      const generator = options.training ? this.#generator : undefined;
      const drop = (it: Tensor) => generator ? dropped(it, dropout, generator) : it;
      const [y, weights] = attend({ query: q, key: k, value: v, axes, mask, isStrict, drop });
      return [gate ? multiply(y, gate) : y, weights];
    }) as [Tensor, Tensor];
    const output = this.outputDense!(heads, plain);
    if (!given) return output;
    if (mask) setMask(scores, mask);
    return [output, scores] as never;
  }

  /** Every mask of a call in one, with as many axes as the scores. */
  #mask(
    carried: Readonly<Record<"query" | "value" | "key", Tensor | undefined>>,
    options: CallOptions,
    full: readonly number[],
  ): Tensor | undefined {
    const where = `Cannot call ${this.label}`;
    const axes = this.#axes!;
    const read = (name: string) => {
      const it = options[name] as TensorLike | null | undefined;
      return it === undefined || it === null ? undefined : cast(asTensor(where, it), "bool");
    };
    const query = this.queryMask(carried.query, read("queryMask"));
    const value = read("valueMask") ?? carried.value;
    const key = read("keyMask") ?? carried.key;
    const { slidingWindow } = this.#options;
    const isCausal = this.#flag(options, "useCausalMask");
    const isOrdered = isCausal || slidingWindow !== null;
    const isStepwise = query !== undefined || value !== undefined || key !== undefined;
    if (isOrdered && axes.length > 1 || isStepwise && (axes.length > 1 || axes[0] !== 1)) {
      throw new TypeError(
        `${where}: expected attention along ${
          isStepwise ? "axis 1" : "one axis"
        } for masks of steps, useCausalMask and slidingWindow, received attentionAxes=${
          formatShape(axes)
        }; give attentionMask`,
      );
    }
    const spread = (it: Tensor | undefined) => it && spreadMask(where, it, full, axes.length);
    const steps = (it: Tensor | undefined, axis: 1 | 2) =>
      it && reshape(cast(it, "bool"), it.shape.toSpliced(axis === 1 ? it.rank - 1 : it.rank, 0, 1));
    const [queries, keys] = full.slice(-2) as [number, number];
    return [
      steps(query, 2),
      steps(value, 1),
      steps(key, 1),
      isCausal ? causalMask(queries, keys) : undefined,
      slidingWindow === null ? undefined : windowMask(queries, keys, slidingWindow),
      read("attentionMask"),
    ].map(spread).reduce(both);
  }

  override computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    return previousMask;
  }

  override computeOutputShape(
    queryShape: SymbolicShape,
    valueShape: SymbolicShape = queryShape,
    keyShape?: SymbolicShape | null,
  ): SymbolicShape {
    checkShapes(this.label, queryShape, valueShape, keyShape);
    const { outputShape } = this.#heads;
    return [...queryShape.slice(0, -1), ...(outputShape ?? [queryShape.at(-1)!])];
  }

  override computeOutputSpec(inputs: SymbolicInputs, options: CallOptions = {}): unknown {
    const { value, key } = this.#others(options);
    const { shape } = inputs as KerasTensor;
    const { computeDtype: dtype } = this;
    const output = new KerasTensor(this.computeOutputShape(shape, value.shape, key?.shape), dtype);
    if (!this.#flag(options, "returnAttentionScores")) return output;
    const axes = checkAxes(this.label, this.#heads.attentionAxes, shape.length);
    const headed = (it: SymbolicShape) => [...it.slice(0, -1), this.#heads.query, null];
    const scores = scoresShape(headed(shape), headed((key ?? value).shape), axes);
    return [output, new KerasTensor(scores, dtype)];
  }
}
