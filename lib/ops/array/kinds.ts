/**
 * What a value is, and whether a function is being traced.
 *
 * @module
 */
import { state } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { bind, type Operation } from "../bind.ts";

/**
 * Whether a value is a tensor, or a variable, which counts as one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([tf.isTensor(tf.constant(1)), tf.isTensor([1])], [true, false]);
 * ```
 */
export const isTensor: Operation<
  {
    /** Whatever it is. */
    x: unknown;
  },
  ["x"],
  boolean
> = bind<{ x: unknown }, ["x"], boolean>(
  "tf.isTensor",
  ["x"],
  1,
  (x) => x instanceof Tensor || x instanceof VariableCore,
  ["x"],
);

/**
 * Whether a value is a tensor of a function that is being traced, which has no values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.isSymbolicTensor(tf.constant(1)), false);
 * ```
 */
export const isSymbolicTensor: Operation<
  {
    /** Whatever it is. */
    tensor: unknown;
  },
  ["tensor"],
  boolean
> = bind<{ tensor: unknown }, ["tensor"], boolean>(
  "tf.isSymbolicTensor",
  ["tensor"],
  1,
  (it) => it instanceof Tensor && it.trace !== undefined,
  ["tensor"],
);

/**
 * Whether operations compute values: no function is being traced.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.executingEagerly(), true);
 * ```
 */
export const executingEagerly: Operation<object, [], boolean> = bind<object, [], boolean>(
  "tf.executingEagerly",
  [],
  0,
  () => state.trace === undefined,
);

/**
 * Whether a function is being traced.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.insideFunction(), false);
 * ```
 */
export const insideFunction: Operation<object, [], boolean> = bind<object, [], boolean>(
  "tf.insideFunction",
  [],
  0,
  () => state.trace !== undefined,
);
