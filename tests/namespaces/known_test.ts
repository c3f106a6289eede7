/**
 * Numbers, flags and lists of numbers that public functions take beside tensors: given as tensors of
 * a traced function they are followed, or refused; never frozen.
 *
 * @module
 */
import { fail } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import type { TensorLike } from "../../lib/tensor/like.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { differenceOf } from "../support/traced.ts";
import { type AnyFunction, FUNCTIONS } from "./functions.ts";
import { filled, Pair, placesOf, type Row } from "./row.ts";
import { ROWS } from "./rows.ts";

/** Another value of the same kind, which may or may not suit the function. */
function other(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length > 1 && `${value}` !== `${value.toReversed()}`
      ? value.toReversed()
      : value.map(other);
  }
  if (typeof value === "boolean") return !value;
  return (value as number) === 0 ? 1 : (value as number) - 1;
}

/** Whether a value could be a tensor. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlain);
  return typeof value === "number" || typeof value === "boolean";
}

function tensorOf(value: unknown): Tensor {
  const isWhole = [value].flat(Infinity).every(Number.isInteger);
  return asTensor("known", value as TensorLike, isWhole ? "int32" : undefined);
}

type Outcome = { readonly result: unknown } | { readonly error: Error };

/** What a call gives, read; or its error. */
function outcome(run: () => unknown): Outcome {
  try {
    const result = run();
    differenceOf(result, result);
    return { result };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Errors that say what is wrong: in our words, of the right class. */
function assertGood(name: string, error: Error): void {
  const isOurs = error instanceof TypeError || error instanceof RangeError;
  const isNamed = /^(tf\.|Cannot |The |Tensor)/.test(error.message);
  const isRaw = /undefined|NaN|is not a function|not iterable|\[object/.test(error.message);
  if (!isOurs || !isNamed || isRaw) fail(`${name}: ${error.name}: ${error.message}`);
}

/** Traces a function with one plain argument as a tensor; what follows it must follow its value. */
function probe(row: Row, run: AnyFunction, name: string, value: unknown): void {
  const where = `tf.${row.path}, ${name} as a tensor`;
  const args = { ...row.args, [name]: new Pair(tensorOf(value), tensorOf(value)) };
  const places = placesOf(args);
  const call = (it: unknown) => {
    const given = places.map(({ argument, pair }) => argument === name ? it : pair.first);
    return run(...filled(args, given) as never[]);
  };
  const traced = function_((it: Tensor) => call(it), { name: row.path });
  for (const now of [value, other(value), value]) {
    row.before?.();
    const eager = outcome(() => call(tensorOf(now)));
    row.before?.();
    const inside = outcome(() => traced(tensorOf(now)));
    if ("error" in eager) assertGood(where, eager.error);
    if ("error" in inside) {
      assertGood(`${where}, traced`, inside.error);
      continue;
    }
    if ("error" in eager) fail(`${where}: an error in eager code only: ${eager.error.message}`);
    const difference = differenceOf(inside.result, eager.result, row.tolerance);
    if (difference !== undefined) fail(`${where}: ${difference}`);
  }
}

for (const [path, rows] of Map.groupBy(ROWS, (it) => it.path)) {
  const run = FUNCTIONS.get(path)!;
  const cases = rows.flatMap((row) =>
    Array.isArray(row.args)
      ? []
      : Object.entries(row.args).flatMap(([name, value]) =>
        isPlain(value) ? [() => probe(row, run, name, value)] : []
      )
  );
  if (cases.length === 0) continue;
  Deno.test(`tf.${path}() freezes no number that it is given as a tensor`, () => {
    for (const check of cases) check();
  });
}
