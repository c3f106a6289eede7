import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import {
  type ArchitectureLayer,
  inputValues,
  readArchitecture,
  weightValues,
} from "./architecture_golden.ts";

/** Layers of a model and of those in it. */
function flat(layers: readonly ArchitectureLayer[]): ArchitectureLayer[] {
  return layers.flatMap((it) => [it, ...flat(it.layers ?? [])]);
}

for (const name of ["lenet", "densenet", "mobilenet_v2", "unet", "seq2seq", "transformer", "vae"]) {
  Deno.test(`weights and inputs of ${name} are made as those of its golden`, () => {
    const golden = readArchitecture(name);
    const { structure, forward } = golden;
    assertEquals(structure.parameters, forward.parameters);
    const layers = flat(structure.layers);
    const hash = createHash("sha256");
    let first = 0;
    for (const { path, shape } of structure.weights) {
      const parts = path.split("/");
      const owner = layers.find((it) => it.name === parts.at(-2));
      const isDepthwise = owner?.className === "DepthwiseConv2D";
      const values = weightValues({ name: parts.at(-1)!, shape, isDepthwise }, forward.gain, first);
      first += values.length;
      hash.update(new Uint8Array(values.buffer));
    }
    assertEquals(hash.digest("hex"), forward.weightsHash);
    const inputs = createHash("sha256");
    for (const values of inputValues(golden)) inputs.update(new Uint8Array(values.buffer));
    assertEquals(inputs.digest("hex"), forward.inputsHash);
    assert(forward.outputs.every(({ data }) => data !== null));
  });
}
