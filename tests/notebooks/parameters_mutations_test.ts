/**
 * Section 4.2 damaged on purpose: each damage has to make the reproduction fail, and to name the
 * cell and the claim that noticed.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { type Mutation, notices, reproduceMutated } from "../notebook/mutate.ts";

const NOTEBOOK = fileURLToPath(new URL("../../notebooks/4.2_parameters.ipynb", import.meta.url));

/** The hidden layer with its kernel drawn from a range `factor` times Glorot's. */
const scaled = (factor: number): Mutation["edit"] => ({
  cell: "network",
  replace: [
    "{ activation: tf.nn.relu }",
    `{ activation: tf.nn.relu, kernelInitializer: new tf.keras.initializers.RandomUniform({ minval: -${factor} * Math.sqrt(6 / 276), maxval: ${factor} * Math.sqrt(6 / 276) }) }`,
  ],
});

const MUTATIONS: Mutation[] = [
  {
    name: "a wrong name",
    edit: { cell: "network", replace: ["Dense(256, {", 'Dense(256, { name: "hidden",'] },
    cell: "first-weight",
    claim: "structure",
    why: "sequential/hidden/kernel:0",
  },
  {
    name: "a wrong shape",
    edit: { cell: "network", replace: ["Dense(256,", "Dense(255,"] },
    cell: "first-weight",
    claim: "structure",
    why: "expected (20, 256), received (20, 255)",
  },
  {
    name: "a wrong dtype",
    edit: { cell: "network", replace: ["\nY", '\ntf.cast(Y, "int32")'] },
    cell: "network",
    claim: "structure",
    why: "expected float32, received int32",
  },
  {
    name: "a standard deviation 10% too large",
    edit: scaled(1.1),
    cell: "first-weight",
    claim: "distribution",
    why: "outside",
  },
  {
    name: "a standard deviation 10% too small",
    edit: scaled(0.9),
    cell: "first-weight",
    claim: "distribution",
    why: "stddev",
  },
  {
    name: "another order of weights",
    edit: { cell: "initializers", replace: ["net.getWeights()", "net.getWeights().reverse()"] },
    cell: "initializers",
    claim: "structure",
    why: "expected array (20, 10) float32, received array (1,) float32",
  },
  {
    name: "another value",
    edit: { cell: "shared-scalar", replace: ["Constant(3)", "Constant(2)"] },
    cell: "shared-scalar",
    claim: "text",
    why: "[[4.]]",
  },
  {
    name: "a missing cell",
    edit: { remove: "ones" },
    cell: "ones",
    claim: "present",
    why: "no code cell of this id",
  },
  {
    name: "an extra output",
    edit: { cell: "names", replace: ["list(", 'console.log("more");\nlist('] },
    cell: "names",
    claim: "claimed",
    why: "it was printed, but no claim is about it",
  },
  {
    name: "a raised error",
    edit: { cell: "bias", replace: ["net.layers[2]", "net.layers[7]"] },
    cell: "bias",
    claim: "runs",
    why: "TypeError",
  },
];

for (const mutation of MUTATIONS) {
  Deno.test(`reproducing section 4.2 notices ${mutation.name}`, async () => {
    // Another seed than that of the hashes: the claim itself has to notice.
    const verdict = await reproduceMutated(NOTEBOOK, mutation.edit, { seed: 7 });
    const failed = verdict.cells.flatMap(({ cell, claims }) =>
      claims.filter(({ judgement }) => judgement === "fails").map(({ claim, why }) =>
        `${cell} ${claim}: ${why}`
      )
    );
    assertEquals(verdict.holds, false);
    assert(notices(verdict, mutation), `noticed instead:\n${failed.join("\n")}`);
  });
}
