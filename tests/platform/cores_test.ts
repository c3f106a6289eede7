import { assert, assertEquals } from "@std/assert";
import { coresOf, processorCores } from "../../lib/platform/cores.ts";

const processor = (socket: number, core: number) =>
  `processor\t: 0\nmodel name\t: any\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`;

Deno.test("cores are counted, not the processors on them", () => {
  const four = [processor(0, 0), processor(0, 0), processor(0, 1), processor(1, 0)].join("\n");
  assertEquals(coresOf(four, 8), 3);
  assertEquals(coresOf(four, 2), 2);
  assertEquals(coresOf("processor\t: 0\nBogoMIPS\t: 50\n", 4), undefined);
});

Deno.test("this machine's cores are some, where they are known", () => {
  const cores = processorCores();
  assert(cores === undefined || (cores >= 1 && cores <= navigator.hardwareConcurrency));
});
