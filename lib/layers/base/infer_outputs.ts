/**
 * Shapes of outputs that no rule gives: the call is traced with numbers in the place of dimensions
 * that are not known, twice, and what differs is not known of the outputs either. Nothing is
 * computed.
 *
 * @module
 */
import { flatten, pack } from "../../functions/nest.ts";
import { aval } from "../../tensor/aval.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import { asSymbolic } from "./node.ts";

/** Primes in the place of unknown dimensions: large enough for windows, and no multiples. */
const STAND_INS = [83, 89] as const;

const asTraced = (value: unknown): Tensor | undefined =>
  value instanceof Tensor ? value : undefined;

/**
 * The symbolic outputs of a call with symbolic tensors.
 *
 * @param run The call, with tensors in the place of the symbolic ones.
 */
export function inferOutputs(
  name: string,
  args: readonly unknown[],
  run: (args: unknown[]) => unknown,
): unknown {
  const { leaves, structure } = flatten(args, asSymbolic);
  const isOpen = leaves.some(({ shape }) => shape.includes(null));
  const results = (isOpen ? STAND_INS : [STAND_INS[0]]).map((standIn) => {
    const trace = new Trace(name);
    const values = leaves.map(({ dtype, shape, name: label }) =>
      trace.abstract(aval(dtype, shape.map((dim) => dim ?? standIn)), `symbolic tensor '${label}'`)
    );
    const result = trace.record(() => run(pack(structure, values) as unknown[]));
    return flatten(result, asTraced);
  });
  const [first, second = first] = results as [typeof results[0], typeof results[0]?];
  const outputs = first.leaves.map(({ dtype, shape }, i) => {
    const other = second.leaves[i]!.shape;
    return new KerasTensor(shape.map((dim, axis) => dim === other[axis] ? dim : null), dtype);
  });
  return pack(first.structure, outputs);
}
