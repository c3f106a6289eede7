/** Libraries that stay in memory. */
import { assertEquals } from "@std/assert";
import { keepLoaded } from "../../lib/engine/ort/keep_loaded.ts";

Deno.test({
  name: "a library that there is stays loaded, and one that there is not is no error",
  ignore: Deno.build.os !== "linux",
  fn() {
    assertEquals(keepLoaded("libm.so.6"), true);
    assertEquals(keepLoaded("libthatisnotthere.so"), false);
  },
});
