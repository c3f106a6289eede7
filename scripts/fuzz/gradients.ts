/**
 * First and second gradients of a program: of sum(x * w) over its targets, with respect to all
 * floating leaves; the second ones of sum(g * w) over the first.
 *
 * @module
 */
import type { Api, Value } from "./api.ts";
import { runProgram } from "./operations.ts";
import { ARRAYS, type Encoded, isFloating, type Program } from "./program.ts";

/** The inner tape of second gradients. */
export type Inner = "plain" | "persistent";

/** Fixed weights, exact in every floating dtype; as programs' judge has them. */
function weights(api: Api, dtype: string, shape: readonly number[]): Value {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float64Array.from({ length: size }, (_, i) => ((i * 7 + 3) % 11 - 5) / 4);
  if (dtype !== "bfloat16" && dtype in ARRAYS) {
    const array = { float16: Float16Array, float32: Float32Array, float64: Float64Array };
    const typed = new array[dtype as keyof typeof array](data);
    return api.constant({ dtype, shape, data: base64(new Uint8Array(typed.buffer)) });
  }
  const wide = new Uint32Array(new Float32Array(data).buffer);
  const bits = Uint16Array.from(wide, (x) => x >>> 16);
  return api.constant({ dtype, shape, data: base64(new Uint8Array(bits.buffer)) });
}

/** Bytes in base64. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** sum(x * w). */
function weighted(api: Api, x: Value): Value {
  const product = api.call("multiply", [x, weights(api, x.dtype, [...x.shape])])[0]!;
  return api.call("reduceSum", [product])[0]!;
}

/** One target alone, several as a list. */
function several(values: readonly Value[]): Value | readonly Value[] {
  return values.length === 1 ? values[0]! : values;
}

/** The leaves that have gradients. */
function sources(program: Program, leaves: readonly Value[]): Value[] {
  return leaves.filter((_, i) => isFloating((program.leaves[i] as Encoded).dtype));
}

/** The first gradients, null where there is none. */
export function firstGradients(
  api: Api,
  program: Program,
  leaves: readonly Value[],
): (Value | null)[] {
  const watched = sources(program, leaves);
  const tape = api.tape();
  const losses = tape.run(() => {
    tape.watch(watched);
    const outputs = runProgram(api, program, leaves);
    return program.first!.targets.map((i) => weighted(api, outputs[i]!));
  });
  return tape.gradient(several(losses), watched);
}

/** The second gradients, null where there is none. */
export function secondGradients(
  api: Api,
  program: Program,
  leaves: readonly Value[],
  inner: Inner,
): (Value | null)[] {
  const watched = sources(program, leaves);
  const outer = api.tape();
  const losses = outer.run(() => {
    outer.watch(watched);
    const tape = api.tape(inner === "persistent");
    const first = tape.run(() => {
      tape.watch(watched);
      const outputs = runProgram(api, program, leaves);
      return program.second!.targets.map((i) => weighted(api, outputs[i]!));
    });
    const gradients = tape.gradient(several(first), watched);
    return gradients.filter((g) => g !== null).map((g) => weighted(api, g));
  });
  return losses.length === 0 ? watched.map(() => null) : outer.gradient(several(losses), watched);
}
