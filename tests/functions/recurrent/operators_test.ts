/**
 * What `nn.lstm` and `nn.gru` are in a plan: ONNX's operators where only results are wanted and the
 * batch is small, else scans; all give the same, and on a graphics card the steps one by one do.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import { gru } from "../../../lib/functions/recurrent/gru.ts";
import { lstm } from "../../../lib/functions/recurrent/lstm.ts";
import { unrollScans } from "../../../lib/engine/plan/unroll_scans.ts";
import { cpuProvider } from "../../../lib/engine/cpu/provider.ts";
import { concat } from "../../../lib/primitives/array/concat.ts";
import { reshape } from "../../../lib/primitives/array/reshape.ts";
import { sample } from "../../../lib/primitives/support/samples.ts";
import type { Shape } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { onnxBackend } from "../../../lib/tensor/onnx_backend.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { plansOf } from "../../engine/operators.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { assertAllClose } from "../../support/compare.ts";
import "../support.ts";

interface Kind {
  readonly name: string;
  readonly op: string;
  readonly gates: number;
  run(inputs: readonly Tensor[]): readonly Tensor[];
  biasOf(columns: number): Shape;
  readonly states: number;
}

const gated = (resetAfter: boolean): Kind => ({
  name: `nn.gru() with resetAfter=${resetAfter}`,
  op: "GRU",
  gates: 3,
  states: 1,
  biasOf: (columns) => resetAfter ? [2, columns] : [columns],
  run([x, kernel, recurrent, bias, h]) {
    const made = gru(x!, kernel!, recurrent!, bias!, h!, resetAfter);
    return [made.sequence, made.h];
  },
});

const KINDS: readonly Kind[] = [
  {
    name: "nn.lstm()",
    op: "LSTM",
    gates: 4,
    states: 2,
    biasOf: (columns) => [columns],
    run([x, kernel, recurrent, bias, h, c]) {
      const made = lstm(x!, kernel!, recurrent!, bias!, h!, c!);
      return [made.sequence, made.h, made.c];
    },
  },
  gated(true),
  gated(false),
];

function inputsOf(kind: Kind, batch: number, length: number, units: number): Tensor[] {
  const columns = kind.gates * units;
  const shapes = [
    [batch, length, 3],
    [3, columns],
    [units, columns],
    kind.biasOf(columns),
    ...Array.from({ length: kind.states }, () => [batch, units]),
  ];
  return shapes.map((shape, i) => sample(shape, { seed: i + 1, min: -1, max: 1 }));
}

/** All results in one list. */
const flat = (results: readonly Tensor[]): Tensor =>
  concat(results.map((it) => reshape(it, [it.size])), 0);

/** The results as they are where a tape keeps the gates. */
function taped(kind: Kind, inputs: readonly Tensor[]): Tensor {
  const tape = new GradientTape({ persistent: true });
  return tape.run(() => {
    inputs.forEach((it) => tape.watch(it));
    return flat(kind.run(inputs));
  });
}

for (const kind of KINDS) {
  Deno.test(`${kind.name} is ONNX's operator where the batch is small, and a scan else`, () => {
    const operators = (inputs: readonly Tensor[]) =>
      plansOf(() => flat(kind.run(inputs))).plans.flatMap(({ nodes }) => nodes.map(({ op }) => op))
        .filter((op) => op === kind.op || op === "Scan");
    assertEquals(operators(inputsOf(kind, 2, 5, 4)), [kind.op]);
    assertEquals(operators(inputsOf(kind, 33, 5, 4)), ["Scan"]);
    assertEquals(operators(inputsOf(kind, 1, 2, 20)), ["Scan"]);
  });

  for (const [batch, length, units] of [[1, 1, 1], [2, 5, 4], [3, 40, 7]] as const) {
    const sizes = `batch ${batch}, length ${length}, units ${units}`;
    Deno.test(`${kind.name} gives the same as an operator and as a scan: ${sizes}`, () => {
      const inputs = inputsOf(kind, batch, length, units);
      const { values, plans } = plansOf(() => taped(kind, inputs));
      assertEquals(plans.some(({ nodes }) => nodes.some(({ op }) => op === "Scan")), true);
      const expected = { shape: [values.length], dtype: "float32", data: values };
      for (const { name, backend, tolerance } of TEST_BACKENDS) {
        const given = using(backend, () => {
          const result = flat(kind.run(inputs));
          return { shape: result.shape, dtype: "float32", data: read(result) };
        });
        assertAllClose(given, expected, tolerance("product"), name);
      }
    });
  }

  Deno.test(`${kind.name} gives the same where a plan writes the steps one by one`, () => {
    const unrolled = onnxBackend({
      ...cpuProvider,
      compile: (plan) => cpuProvider.compile(unrollScans(plan)),
    });
    const program = () => {
      const inputs = inputsOf(kind, 2, 4, 3);
      const tape = new GradientTape();
      const results = tape.run(() => {
        inputs.forEach((it) => tape.watch(it));
        return flat(kind.run(inputs));
      });
      return flat(tape.gradient(results, inputs) as Tensor[]);
    };
    const expected = plansOf(program).values;
    const data = using(unrolled, () => read(program()));
    const comparable = (data: unknown) => ({ shape: [expected.length], dtype: "float32", data });
    assertAllClose(
      comparable(data),
      comparable(expected),
      TEST_BACKENDS[0]!.tolerance("product"),
    );
  });
}

Deno.test("nn.lstm() and nn.gru() say what they expect", () => {
  const [x, kernel, recurrent, bias, h, c] = inputsOf(KINDS[0]!, 2, 5, 4) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const refused = (message: string, run: () => unknown) => assertThrows(run, TypeError, message);
  refused(
    "tf.nn.lstm: expected a sequence (batch, length, features), received shape (2, 4)",
    () => lstm(h, kernel, recurrent, bias, h, c),
  );
  refused(
    "tf.nn.lstm: expected kernel of shape (3, 16), received shape (4, 16)",
    () => lstm(x, recurrent, recurrent, bias, h, c),
  );
  refused(
    "tf.nn.lstm: expected c of shape (2, 4), received shape (16,)",
    () => lstm(x, kernel, recurrent, bias, h, bias),
  );
  refused(
    "tf.nn.gru: expected kernel of shape (3, 12), received shape (3, 16)",
    () => gru(x, kernel, recurrent, bias, h, true),
  );
});
