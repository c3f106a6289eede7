import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

Deno.test("isGpuAvailable() and gpuDeviceName() agree with the list of devices", () => {
  const listed = tf.config.listPhysicalDevices("GPU").length > 0;
  assertEquals(tf.test.isGpuAvailable(), listed);
  assertEquals(tf.test.gpuDeviceName(), listed ? "/device:GPU:0" : "");
});
