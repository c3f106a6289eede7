import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { mappings } from "../../../lib/engine/kernels/mod.ts";

const here = new URL(".", import.meta.url);

Deno.test("every mapping is of a kernel that tfjs registers", () => {
  const known = new Set(tfjs.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName));
  assertEquals(Object.keys(mappings).filter((name) => !known.has(name)), []);
});

Deno.test("every mapping has a conformance test", () => {
  const texts = [...Deno.readDirSync(here)]
    .filter(({ name }) => name.endsWith("_test.ts"))
    .map(({ name }) => Deno.readTextFileSync(new URL(name, here)));
  const text = texts.join("\n");
  // names that the tests put together
  const made = ["MaxPool3D", "AvgPool3D", "MaxPool3DGrad", "AvgPool3DGrad", "AvgPoolGrad"];
  const grads = ["ResizeBilinearGrad", "ResizeNearestNeighborGrad"];
  const missing = Object.keys(mappings).filter((name) =>
    !text.includes(`"${name}"`) && !made.includes(name) && !grads.includes(name)
  );
  assertEquals(missing, []);
});
