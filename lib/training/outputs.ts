/**
 * The outputs of a model as losses and metrics are given for them: one for all, a list, by name, or
 * nested as the outputs are.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { flatten, type Structure, structureKey } from "../functions/nest.ts";
import { isOptions } from "../ops/bind.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { Tensor } from "../tensor/tensor.ts";

/** What is known of a model's outputs. */
export interface Outputs {
  /** A name for each, in order. */
  readonly names: readonly string[];
  readonly structure: Structure;
}

const asOutput = (it: unknown) =>
  it instanceof Tensor || it instanceof KerasTensor ? it : undefined;

/** Tensors of predictions or labels in order. */
export function tensorsOf(value: unknown): (Tensor | KerasTensor)[] {
  return flatten(value, asOutput).leaves;
}

/** The outputs of a model, with names that it has for them. */
export function outputsOf(yPred: unknown, names: readonly string[] | undefined): Outputs {
  const { leaves, structure } = flatten(yPred, asOutput);
  if (names?.length === leaves.length && !isNamed(structure)) return { names, structure };
  const own = isNamed(structure) ? keysInOrder(structure) : [];
  return { names: leaves.map((_, i) => own[i] ?? `output_${i + 1}`), structure };
}

function isNamed(structure: Structure): structure is Structure & { kind: "record" } {
  return structure.kind === "record" && structure.entries.every(([, it]) => it.kind === "leaf");
}

/** Names of a record's leaves, in the order of the leaves. */
function keysInOrder({ entries }: Structure & { kind: "record" }): string[] {
  const keys: string[] = [];
  for (const [key, it] of entries) if (it.kind === "leaf") keys[it.index] = key;
  return keys;
}

/** Something for several outputs, and how messages call it. */
export interface Given {
  readonly where: string;
  /** The option it comes from. */
  readonly option: string;
  /** Whether a value is for one output. */
  readonly isOne: (value: unknown) => boolean;
}

/**
 * What was given for each output; `null` for none.
 *
 * @throws {TypeError} for what fits no output, or leaves the order open.
 */
export function forEachOutput(
  { where, option, isOne }: Given,
  value: unknown,
  outputs: Outputs,
): unknown[] {
  const { names, structure } = outputs;
  const count = names.length;
  if (Array.isArray(value) && value.length === count && value.every(isOneOrNull)) {
    return value.map((it) => it ?? null);
  }
  if (isOptions(value) && !isOne(value)) {
    const keys = Object.keys(value);
    if (keys.every((key) => names.includes(key))) return names.map((name) => value[name] ?? null);
    const odd = keys.find((key) => !names.includes(key))!;
    if (structure.kind !== "record") {
      throw new TypeError(
        `${where}: expected ${option} by the names of outputs (${
          names.join(", ")
        }), received ${option} for '${odd}'; ${suggestName(odd, names)}`,
      );
    }
  }
  const nested = flatten(value, (it) => isOneOrNull(it) ? { it } : undefined);
  if (structureKey(nested.structure) === structureKey(structure)) {
    return nested.leaves.map(({ it }) => it ?? null);
  }
  const received = Array.isArray(value) ? `a list of ${value.length}` : formatValue(value);
  throw new TypeError(
    `${where}: expected ${option} to be one for all outputs, a list of ${count}, or an object by the names of outputs (${
      names.join(", ")
    }), received ${received}`,
  );

  function isOneOrNull(it: unknown): boolean {
    return it === null || it === undefined || isOne(it);
  }
}

/**
 * The labels, or weights of examples, for each output; `undefined` for outputs without.
 *
 * @param used Which outputs need them.
 * @throws {TypeError} for another number of them.
 */
export function labelsOf(
  where: string,
  name: string,
  value: unknown,
  outputs: Outputs,
  used: readonly boolean[],
): (Tensor | KerasTensor | undefined)[] {
  const { names } = outputs;
  if (isOptions(value)) {
    const keys = Object.keys(value);
    const missing = names.filter((it, i) => used[i] === true && !keys.includes(it));
    const odd = keys.filter((it) => !names.includes(it));
    if (missing.length === 0 && odd.length === 0) {
      return names.map((it) => asOutput(value[it]));
    }
    if (outputs.structure.kind !== "record" || odd.length > 0 && keys.length === names.length) {
      throw new TypeError(
        `${where}: expected ${name} by the names of outputs (${names.join(", ")}), received ${
          keys.join(", ")
        }`,
      );
    }
  }
  const leaves = tensorsOf(value);
  if (leaves.length === names.length) return leaves;
  if (leaves.length === used.filter(Boolean).length) {
    let next = 0;
    return used.map((it) => it ? leaves[next++] : undefined);
  }
  throw new TypeError(
    `${where}: expected ${name} to hold one tensor for each of ${names.length} output${
      names.length === 1 ? "" : `s (${names.join(", ")})`
    }, received ${leaves.length}${
      leaves.length === 0 ? `; give ${name} after x, as in fit(x, y)` : ""
    }`,
  );
}
