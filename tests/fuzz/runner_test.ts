/**
 * The runner of scripts/fuzz finds wrong numbers: each is made on purpose here.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { Api, type Tape, type Traced, type Value } from "../../scripts/fuzz/api.ts";
import { Checker } from "../../scripts/fuzz/check.ts";
import { compare, type HostValue } from "../../scripts/fuzz/compare.ts";
import { FAULTS } from "../../scripts/fuzz/outcomes.ts";
import type { Encoded, Program } from "../../scripts/fuzz/program.ts";
import { nudge, tamperWith } from "../../scripts/fuzz/tamper.ts";

/** Float32 values in base64. */
function float32(values: readonly number[], shape: readonly number[]): Encoded {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  return { dtype: "float32", shape, data: btoa(String.fromCharCode(...bytes)), whole: [0, 0, 0] };
}

/** y = x * x + x, s = sum(y), for x = [1, 2, 3] and then [2, 0, -1]; weights -1/2, 5/4, 1/4. */
const PROGRAM: Program = {
  seed: 5,
  leaves: [float32([1, 2, 3], [3])],
  steps: [
    { op: "multiply", n: 1, args: [{ v: -1 }, { v: -1 }], named: {}, alone: [[0, 0, 0]] },
    { op: "add", n: 1, args: [{ v: 0 }, { v: -1 }], named: {}, alone: [[0, 0, 0]] },
  ],
  values: [float32([1, 4, 9], [3]), float32([2, 6, 12], [3])],
  sinks: [1],
  other: { leaves: [float32([2, 0, -1], [3])], values: [float32([6, 0, 0], [3])] },
  first: { targets: [1], values: [float32([-1.5, 6.25, 1.75], [3])] },
  second: { targets: [1], values: [float32([0.5, 3.125, 0.125], [3])] },
};

/** The faults that checking a program finds, as phase and kind. */
function faults(api: Api, program: Program = PROGRAM): string[] {
  return new Checker(api, program).run()
    .filter(({ kind }) => FAULTS.includes(kind))
    .map(({ phase, kind }) => `${phase}: ${kind}`);
}

/** Always gives what the first call gave. */
class Frozen extends Api {
  override function(fn: Traced): Traced {
    let first: unknown;
    return (...values) => first ??= fn(...values);
  }
}

/** Gives gradients that are a little off, from tapes of one kind. */
class WrongGradients extends Api {
  readonly #persistent: boolean;

  constructor(persistent: boolean) {
    super({ ...tf });
    this.#persistent = persistent;
  }

  override tape(persistent = false): Tape {
    const tape = super.tape(persistent);
    if (persistent !== this.#persistent) return tape;
    return {
      run: (fn) => tape.run(fn),
      watch: (values) => tape.watch(values),
      gradient: (targets, sources) =>
        [tape.gradient(targets, sources)].flat().map((g) => g && nudge(new Api({ ...tf }), g)),
    };
  }
}

Deno.test("Checker() finds no fault in a right program", () => {
  const plain = faults(new Api({ ...tf })).filter((it) => !it.includes("second"));
  assertEquals(plain, []);
});

Deno.test("Checker() finds a wrong number of one operation", () => {
  const api: Api = new Api({ ...tf }, tamperWith(() => new Api({ ...tf }), "multiply"));
  assertEquals(faults(api)[0], "alone: difference");
});

Deno.test("Checker() finds a number that is wrong only within a whole program", () => {
  const api: Api = new Api({ ...tf }, tamperWith(() => new Api({ ...tf }), "add", 1));
  assertEquals(faults(api)[0], "eager: difference");
});

Deno.test("Checker() finds a traced function that keeps its first value", () => {
  assert(faults(new Frozen({ ...tf })).includes("traced again: difference"));
});

Deno.test("Checker() finds wrong gradients", () => {
  assert(faults(new WrongGradients(false)).includes("first: difference"));
});

Deno.test("Checker() says which functions are missing, and what raises where TensorFlow does not", () => {
  const steps = [{ ...PROGRAM.steps[0]!, op: "notThere" }, PROGRAM.steps[1]!];
  const kinds = new Checker(new Api({ ...tf }), { ...PROGRAM, steps }).run().map((it) => it.kind);
  assertEquals(kinds[0], "missing");
  const raising = new Api({
    ...tf,
    add: () => {
      throw new TypeError("tf.add: expected another thing");
    },
  });
  assertEquals(faults(raising)[0], "alone: refused");
});

Deno.test("Checker() finds an operation that computes where TensorFlow raises", () => {
  const step = { op: "add", n: 0, args: [{ v: -1 }, { v: -1 }], named: {}, error: "ValueError" };
  const { seed, leaves } = PROGRAM;
  const program: Program = { seed, leaves, steps: [step], values: [], sinks: [], other: null };
  assertEquals(faults(new Api({ ...tf }), program), ["alone: not raised"]);
  const lacking: Program = { ...program, steps: [{ ...step, lacking: true }] };
  assertEquals(faults(new Api({ ...tf }), lacking), []);
});

const host = (dtype: string, elements: HostValue["elements"]): HostValue => ({
  dtype,
  shape: [elements.length],
  elements,
});

Deno.test("compare() keeps dtypes, shapes, NaN and infinities apart", () => {
  const one = host("float32", [1]);
  assertEquals(compare(one, one, null), undefined);
  assertEquals(compare(host("int32", [1]), one, null)?.what, "dtype");
  assertEquals(compare({ ...one, shape: [] }, one, null)?.what, "shape");
  assertEquals(compare({ ...one, shape: [1, 1] }, one, [1, null, null])?.what, "shape");
  assertEquals(compare(host("float32", [NaN]), one, [9, null, null])?.what, "not a number");
  assertEquals(compare(one, host("float32", [NaN]), [9, null, null])?.what, "not a number");
  assertEquals(compare(host("float32", [NaN]), host("float32", [NaN]), null), undefined);
  const [up, down] = [host("float32", [Infinity]), host("float32", [-Infinity])];
  assertEquals(compare(up, down, [9, null, null])?.what, "infinity");
  assertEquals(compare(up, up, null), undefined);
  assertEquals(
    compare(host("int64", [2n ** 60n]), host("int64", [2n ** 60n + 1n]), null)?.what,
    "value",
  );
});

Deno.test("compare() holds numbers to their bound and no more", () => {
  const bound = [1e-3, 1e-2, 1e-1] as const; // 2 within 2e-3 + min(1e-2, 0.2)
  assertEquals(compare(host("float64", [2.0119]), host("float64", [2]), bound), undefined);
  assertEquals(compare(host("float64", [2.0121]), host("float64", [2]), bound)?.what, "value");
  const bits = host("bfloat16", Uint16Array.of(0x4000)); // 2
  assertEquals(compare(host("bfloat16", Uint16Array.of(0x4001)), bits, [2 ** -7, 0, 0]), undefined);
  assertEquals(
    compare(host("bfloat16", Uint16Array.of(0x4003)), bits, [2 ** -7, 0, 0])?.what,
    "value",
  );
});

Deno.test("nudge() makes a value of each dtype another one", () => {
  const api = new Api({ ...tf });
  const [value] = api.call("constant", [[1, 2]]) as [Value];
  const wrong = nudge(api, value);
  assert(wrong.numpy().data[0] !== value.numpy().data[0]);
  assertEquals(wrong.numpy().data[1], value.numpy().data[1]);
});
