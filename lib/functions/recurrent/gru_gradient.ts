/**
 * Gradients of gated recurrent units: a recurrence from the last step to the first of what is one,
 * everything else for all steps at once.
 *
 * With the sum s of cotangents of h', the arguments of z, r and n change by
 *
 *     s (h - n) z (1 - z)    p r (1 - r)    s (1 - z) (1 - n^2)
 *
 * where p is what reaches r: the last of these times q = h R + d if the reset comes after the
 * product, else its product with R transposed, times h.
 *
 * @module
 */
import { concat } from "../../primitives/array/concat.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { stack } from "../../primitives/array/stack.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { Call, Many } from "../../tensor/primitive.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { runFixed } from "./fixed.ts";
import { isZeros } from "./recurrence_primitive.ts";
import { outputsBefore, rowsOf, sigmoidSlope, tanhSlope, turned, zerosFor } from "./sequences.ts";

/** Attributes of gated recurrent units. */
export interface GruAttributes {
  /** Whether the reset gate comes after the product with the recurrent kernel. */
  readonly resetAfter: boolean;
}

type Gradients = readonly (Tensor | undefined)[];

/** The gradients by inputs: x, kernel, recurrent kernel, bias, first output. */
export function gruGradients(
  cotangents: Many<Tensor>,
  call: Call<GruAttributes>,
  needs: readonly boolean[],
): Gradients {
  const { inputs } = call;
  if (inputs[0].shape[1] === 0) {
    const zeros = inputs.slice(0, 4).map((it, i) => zerosFor(it, needs[i]));
    return [...zeros, cotangents[1]];
  }
  return call.attrs.resetAfter ? after(cotangents, call, needs) : earlier(cotangents, call, needs);
}

/** What the gradients of both kinds take: parts of each step for all steps. */
function slopesOf(hBefore: Tensor, z: Tensor, n: Tensor) {
  const ofN = tanhSlope(n);
  return {
    ofN,
    forZ: multiply(subtract(hBefore, n), sigmoidSlope(z)),
    forN: multiply(subtract(scalar(1, z.dtype), z), ofN),
  };
}

const optional = (tensor: Tensor): Tensor | undefined => isZeros(tensor) ? undefined : tensor;
const plus = (a: Tensor, b: Tensor | undefined): Tensor => b === undefined ? a : add(a, b);
const triple = (a: Tensor): Tensor => concat([a, a, a], a.rank - 1);

function toInputs(
  rows: Tensor,
  [x, kernel]: Many<Tensor>,
  needs: readonly boolean[],
): readonly [Tensor | undefined, Tensor | undefined] {
  const [batch, length, features] = x.shape as readonly [number, number, number];
  return [
    needs[0]
      ? turned(reshape(matmul(rows, kernel, false, true), [length, batch, features]))
      : undefined,
    needs[1] ? matmul(rowsOf(turned(x)), rows, true) : undefined,
  ];
}

function after(
  [ofY, ofH, ofZ, ofR, ofN, ofQ]: Many<Tensor>,
  { inputs, outputs: [y, , z, r, n, q] }: Call<GruAttributes>,
  needs: readonly boolean[],
): Gradients {
  const [, , recurrent, , h0] = inputs;
  const hBefore = outputsBefore(h0, y);
  const { ofN: slopeN, forZ, forN } = slopesOf(hBefore, z, n);
  const slopeR = sigmoidSlope(r);
  const forR = multiply(multiply(forN, q), slopeR);
  // What comes in through the gates themselves; nothing in a first derivative.
  const isGated = ![ofZ, ofR, ofN, ofQ].every((it) => isZeros(it!));
  const toN = isGated ? multiply(ofN!, slopeN) : undefined;
  const toZR = toN && [
    multiply(ofZ!, sigmoidSlope(z)),
    multiply(add(multiply(toN, q), ofR!), slopeR),
  ];
  const extra = toN && concat([...toZR!, add(multiply(toN, r), ofQ!)], 2);
  const slopes = concat([forZ, forR, multiply(forN, r)], 2);
  const ofOutputs = isZeros(ofY) ? undefined : turned(ofY);
  const given = [ofOutputs, extra].map((it) => it !== undefined);
  const [toH, sums] = runFixed(`gru after back ${given}`, {
    states: [ofH],
    sequences: [z, slopes, ...[ofOutputs, extra].filter((it) => it !== undefined)],
    captures: [recurrent],
    reverse: true,
  }, ([h], [z, slopes, ...others], [recurrent]) => {
    const rest = [...others];
    const s = plus(h!, given[0] ? rest.shift() : undefined);
    const row = plus(multiply(triple(s), slopes!), given[1] ? rest.shift() : undefined);
    return [add(multiply(s, z!), matmul(row, recurrent!, false, true)), s];
  });
  if (!needs.slice(0, 4).includes(true)) return [undefined, undefined, undefined, undefined, toH];
  const all = triple(sums!);
  const ofState = () => rowsOf(plus(multiply(all, slopes), extra));
  const ofInput = () => {
    const own = multiply(all, concat([forZ, forR, forN], 2));
    return rowsOf(toN === undefined ? own : add(own, concat([...toZR!, toN], 2)));
  };
  const input = needs[0] || needs[1] || needs[3] ? ofInput() : undefined;
  const state = needs[2] || needs[3] ? ofState() : undefined;
  return [
    ...(input === undefined ? [undefined, undefined] : toInputs(input, inputs, needs)),
    needs[2] ? matmul(rowsOf(hBefore), state!, true) : undefined,
    needs[3] ? stack([reduceSum(input!, [0]), reduceSum(state!, [0])], 0) : undefined,
    toH,
  ];
}

function earlier(
  [ofY, ofH, ofZ, ofR, ofN]: Many<Tensor>,
  { inputs, outputs: [y, , z, r, n] }: Call<GruAttributes>,
  needs: readonly boolean[],
): Gradients {
  const [, , recurrent, , h0] = inputs;
  const units = h0.shape[1]!;
  const hBefore = outputsBefore(h0, y);
  const { ofN: slopeN, forZ, forN } = slopesOf(hBefore, z, n);
  const slopeR = sigmoidSlope(r);
  const extra = [
    isZeros(ofY) ? undefined : turned(ofY),
    optional(ofZ) && multiply(ofZ, sigmoidSlope(z)),
    optional(ofR) && multiply(ofR, slopeR),
    optional(ofN) && multiply(ofN, slopeN),
  ];
  const given = extra.map((it) => it !== undefined);
  const [toH, rows] = runFixed(`gru before back ${given}`, {
    states: [ofH],
    sequences: [
      z,
      r,
      forZ,
      multiply(hBefore, slopeR),
      forN,
      ...extra.filter((it) => it !== undefined),
    ],
    captures: [
      slice(recurrent, [0, 0], [units, 2 * units]),
      slice(recurrent, [0, 2 * units], [units, units]),
    ],
    reverse: true,
  }, ([h], [z, r, forZ, forR, forN, ...others], [forGates, forCandidate]) => {
    const rest = [...others];
    const next = (isGiven: boolean | undefined) => isGiven ? rest.shift() : undefined;
    const s = plus(h!, next(given[0]));
    const toZ = plus(multiply(s, forZ!), next(given[1]));
    const moreR = next(given[2]);
    const toN = plus(multiply(s, forN!), next(given[3]));
    const p = matmul(toN, forCandidate!, false, true);
    const gates = concat([toZ, plus(multiply(p, forR!), moreR)], 1);
    const through = add(multiply(s, z!), multiply(p, r!));
    return [add(through, matmul(gates, forGates!, false, true)), concat([gates, toN], 1)];
  });
  if (!needs.slice(0, 4).includes(true)) return [undefined, undefined, undefined, undefined, toH];
  const all = rowsOf(rows!);
  const toRecurrent = () => {
    const count = all.shape[0]!;
    const gates = slice(all, [0, 0], [count, 2 * units]);
    const candidate = slice(all, [0, 2 * units], [count, units]);
    return concat([
      matmul(rowsOf(hBefore), gates, true),
      matmul(rowsOf(multiply(r, hBefore)), candidate, true),
    ], 1);
  };
  return [
    ...toInputs(all, inputs, needs),
    needs[2] ? toRecurrent() : undefined,
    needs[3] ? reduceSum(all, [0]) : undefined,
    toH,
  ];
}
