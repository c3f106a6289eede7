/**
 * Rows of preprocessing layers' tables.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { type Default, type Or, row } from "../../configuration/rows.ts";
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { read } from "../../tensor/graph.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { isPlain } from "../../ops/as_tensor.ts";

/** A number, or nested lists of numbers. */
export type Numbers = number | readonly Numbers[];

/** Nested lists of a tensor's or an array's numbers; plain ones as they are. */
export function numbersOf(where: string, name: string, given: unknown): Numbers {
  if (typeof given === "number") return checkFinite(where, name, given);
  if (Array.isArray(given) && isPlain(given as TensorLike)) {
    return given.map((it, i) => numbersOf(where, `${name}[${i}]`, it));
  }
  if (typeof given === "object" && given !== null) {
    const tensor = asTensor(`${where}: ${name}`, given as TensorLike);
    if (tensor.dtype !== "string" && tensor.dtype !== "complex64") {
      return nest(Array.from(read(tensor) as ArrayLike<number | bigint>, Number), tensor.shape);
    }
  }
  throw new TypeError(
    `${where}: expected ${name} to be a number or nested lists of numbers, received ${name}=${
      formatValue(given)
    }`,
  );
}

function nest(flat: readonly number[], shape: readonly number[]): Numbers {
  if (shape.length === 0) return flat[0]!;
  const size = flat.length / Math.max(shape[0]!, 1);
  return Array.from(
    { length: shape[0]! },
    (_, i) => nest(flat.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
}

/** A number, nested lists of numbers, an array or a tensor. */
export function numbers<D extends Default<number | null>>(
  ifMissing: D,
): Option<Or<TensorLike, D>, Or<Numbers, D>> {
  return row<TensorLike, Numbers, D>(ifMissing, numbersOf);
}

/** Ways to encode categories. */
export type OutputMode = "int" | "one_hot" | "multi_hot" | "count" | "tf_idf";

/** Names of before, which configurations may have. */
const FORMER: Readonly<Record<string, OutputMode>> = { binary: "multi_hot", "tf-idf": "tf_idf" };

/** A way to encode categories, of some. */
export function outputMode<const Mode extends OutputMode, D extends Mode>(
  modes: readonly Mode[],
  ifMissing: D,
): Option<Mode, Mode> {
  return row<Mode, Mode, Mode>(
    ifMissing,
    (where, name, given) =>
      checkOneOf(where, name, Object.hasOwn(FORMER, given) ? FORMER[given] : given, modes),
  );
}

/** What asks for tensors of a kind that there is none of; `isWritten`: whether Keras writes it. */
export function neither(kind: "sparse" | "ragged", isWritten = true): Option<false, false> {
  return row<false, false, false>(
    false,
    (where, name, given) => {
      if (given === false) return given;
      throw new TypeError(
        `${where}: expected ${name} to be false, as there are no ${kind} tensors, received ${name}=${
          formatValue(given)
        }`,
      );
    },
    (made) => isWritten ? made : undefined,
  );
}
