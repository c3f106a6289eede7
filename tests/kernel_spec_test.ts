import { assertEquals, assertRejects } from "@std/assert";
import { delimiter, join } from "node:path";
import { withKernelSpec } from "../scripts/kernel_spec.ts";

Deno.test("withKernelSpec() has a kernel that is interrupted by a message, for one run", async () => {
  const folder = await withKernelSpec(async ({ JUPYTER_PATH }) => {
    const [folder] = JUPYTER_PATH!.split(delimiter);
    const text = await Deno.readTextFile(join(folder!, "kernels", "deno", "kernel.json"));
    const { argv, interrupt_mode } = JSON.parse(text);
    assertEquals(argv, [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
    assertEquals(interrupt_mode, "message");
    return folder!;
  });
  await assertRejects(() => Deno.stat(folder), Deno.errors.NotFound, "No such file");
});
