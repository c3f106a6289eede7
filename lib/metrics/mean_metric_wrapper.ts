/**
 * Means of what a function gives for labels and predictions: the base of most metrics.
 *
 * @module
 */
import {
  type Constructed,
  type Made,
  optionsOf,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../configuration/options.ts";
import { fromIdentifier, toConfiguration } from "../configuration/identifier.ts";
import { REQUIRED, row } from "../configuration/rows.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, isOptions } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  changing,
  readBatch,
  tensorOf,
  type UpdateArguments,
  type UpdateNames,
} from "./arguments.ts";
import { include, MeanBase } from "./mean.ts";
import { type Base, dtypeRow, type MetricDType, type MetricOptions, nameRow } from "./options.ts";
import { metricOptions } from "./options.ts";
import { maskedWeight } from "./reduction.ts";

/** Where the functions are found that configurations name; of the same names, Keras has classes. */
export const FUNCTIONS = "keras.src.metrics.functions";

/** What a metric's function may be: it gives a value for each sample. */
export type MetricFunction =
  | ((yTrue: Tensor, yPred: Tensor) => TensorLike)
  // deno-lint-ignore no-explicit-any -- its own options, handed on as they came
  | ((yTrue: Tensor, yPred: Tensor, options: any) => TensorLike);

/** Options of {@linkcode MeanMetricWrapper}: those of the function besides. */
export interface MeanMetricWrapperOptions extends MetricOptions {
  /** Handed on to the function in an object behind labels and predictions. */
  [option: string]: unknown;
}

/** Options of {@linkcode MeanMetricWrapper} with the function among them. */
export interface MeanMetricWrapperArguments extends MeanMetricWrapperOptions {
  /** The function. */
  fn: MetricFunction;
}

/** Ways to give the arguments of {@linkcode MeanMetricWrapper}. */
export type WrapperArguments =
  | [options: MeanMetricWrapperArguments]
  | [fn: MetricFunction, options?: MeanMetricWrapperOptions]
  | [fn: MetricFunction, name?: string | null, options?: MeanMetricWrapperOptions]
  | [
    fn: MetricFunction,
    name?: string | null,
    dtype?: MetricDType | null,
    options?: MeanMetricWrapperOptions,
  ];

const OPTIONS = [
  [
    "fn",
    row<MetricFunction, MetricFunction, typeof REQUIRED>(REQUIRED, (where, name, given) => {
      if (typeof given === "function") return given;
      throw new TypeError(
        `${where}: expected ${name} to be a function of labels and predictions, received ${name}=${
          formatValue(given)
        }`,
      );
    }),
  ],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<
  { fn: MetricFunction | null } & MetricOptions,
  ["fn", "name", "dtype"]
>;

const OWN = OPTIONS.map(([name]) => name as string);

/** What one of Keras's own metrics computes for each sample, and its part of the configuration. */
export class Computation {
  readonly run: (where: string, yTrue: Tensor, yPred: Tensor) => Tensor;
  readonly written: Readonly<Record<string, unknown>>;

  /**
   * @param run Computes; `where` is for messages.
   * @param written The part of the configuration besides name and type.
   */
  constructor(
    run: (where: string, yTrue: Tensor, yPred: Tensor) => Tensor,
    written: Readonly<Record<string, unknown>>,
  ) {
    this.run = run;
    this.written = written;
  }
}

/** The values of a table without the name and the type. */
function withoutBase(made: object): object {
  const { name: _name, dtype: _dtype, ...rest } = made as Base & object;
  return rest;
}

/** What the constructor of one of Keras's own metrics hands on. */
export function prepared<const Table extends Rows>(
  target: Constructed,
  table: Table,
  args: readonly unknown[],
  run: (where: string, yTrue: Tensor, yPred: Tensor, options: Made<Table>) => Tensor,
): [fn: MetricFunction, options: MeanMetricWrapperOptions] {
  const { own, base } = metricOptions(target, table, args);
  const rest = table.filter(([name]) => name !== "name" && name !== "dtype");
  const written = writeOptions(rest, withoutBase(own) as Made<typeof rest>);
  const computation = new Computation((where, a, b) => run(where, a, b, own), written);
  return [computation as unknown as MetricFunction, { ...base }];
}

/** What a constructor was given, in parts. */
function partsOf(args: readonly unknown[]) {
  const [first, ...rest] = args;
  const last = args.at(-1);
  const options = isOptions(last) ? last : {};
  const positional = isOptions(first) ? [] : [first, ...isOptions(last) ? rest.slice(0, -1) : rest];
  const kwargs = Object.fromEntries(Object.entries(options).filter(([it]) => !OWN.includes(it)));
  const own = Object.fromEntries(Object.entries(options).filter(([it]) => OWN.includes(it)));
  return { bound: [...positional, own], kwargs };
}

/** The signature of a call. */
export interface MeanMetricWrapper {
  (...args: Arguments<UpdateArguments, UpdateNames>): Tensor;
}

/**
 * The mean of what a function gives for labels and predictions, `sum(weight f) / sum(weight)`.
 *
 * What the function gives has one value for each sample, or several, `(batch, ...)`; a mask of the
 * predictions leaves out what it says. State: `total` and `count`.
 *
 * @throws {TypeError} for what is no function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const bias = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.subtract(yPred, yTrue);
 * const metric = new tf.keras.metrics.MeanMetricWrapper(bias, { name: "bias" });
 * metric.updateState([1, 2], [2, 5]);
 * assertEquals(Number(metric.result()), 2);
 * ```
 */
export class MeanMetricWrapper extends MeanBase {
  static override readonly rows: Rows = OPTIONS;
  readonly #fn: MetricFunction | Computation;
  readonly #kwargs: Readonly<Record<string, unknown>>;

  /** @param args The function, name and type, and options of the function by name. */
  // `never[]`: a package's types are made with classes that call this one without arguments.
  constructor(...args: WrapperArguments | never[]) {
    const [first] = args as readonly unknown[];
    if (first instanceof Computation) {
      super(args[1] as MetricOptions);
      this.#fn = first;
      this.#kwargs = {};
      return;
    }
    const { bound, kwargs } = partsOf(args);
    const { own, base } = metricOptions(new.target, OPTIONS, bound, (where, { fn }) => {
      if (fn !== null) return;
      throw new TypeError(`${where}: expected fn, which has no default; it was not given`);
    });
    super(base);
    this.#fn = own.fn!;
    this.#kwargs = kwargs;
  }

  /** Takes labels and predictions in. */
  override updateState(...args: Arguments<UpdateArguments, UpdateNames>): void {
    fromCaller(this.updateState, () =>
      changing(() => {
        const { where, yTrue, yPred, weight, mask } = readBatch(this.name, args);
        const values = this.#values(where, yTrue, yPred);
        const own = mask === undefined ? weight : maskedWeight(where, weight, mask, this.dtype);
        include(this, where, values, own);
      }));
  }

  #values(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
    const fn = this.#fn;
    if (fn instanceof Computation) return fn.run(where, yTrue, yPred);
    const options = Object.keys(this.#kwargs).length === 0 ? [] : [{ ...this.#kwargs }];
    const values = (fn as (...args: unknown[]) => unknown)(yTrue, yPred, ...options);
    return tensorOf(where, "what fn gives", values);
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const fn = this.#fn;
    if (fn instanceof Computation) return { ...super.getConfig(), ...fn.written };
    return {
      ...super.getConfig(),
      fn: toConfiguration(`${this.name}.getConfig`, fn),
      ...this.#kwargs,
    };
  }

  /** A metric of this class with the options that `getConfig` gave. */
  static override fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows, name } = this as unknown as { rows: Rows; name: string };
      const options = optionsOf(rows, config);
      if (!("fn" in options)) return new this(options as never);
      const kind = { module: FUNCTIONS, noun: "a function of labels and predictions" };
      const fn = fromIdentifier(`${name}.fromConfig`, "fn", options["fn"], kind, customObjects);
      return new this({ ...options, fn } as never);
    });
  }
}
