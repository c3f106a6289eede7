import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import * as tf from "kerasaur";

Deno.test("LocalDevice prints the text of TensorFlow's protocol buffer", () => {
  const gpu = new tf.config.LocalDevice("GPU", 3063309926, "device: 0, name: GeForce GTX 1650");
  assertEquals(
    String(gpu),
    `name: "/device:GPU:0"
device_type: "GPU"
memory_limit: 3063309926
locality {
  bus_id: 1
  links {
  }
}
incarnation: ${gpu.incarnation}
physical_device_desc: "device: 0, name: GeForce GTX 1650"
`,
  );
});

Deno.test("listLocalDevices() lists the processor first and keeps its numbers", () => {
  const [cpu] = tf.config.listLocalDevices();
  assertStrictEquals(cpu, tf.config.listLocalDevices()[0]);
  assert(
    String(tf.config.listLocalDevices()).startsWith('[name: "/device:CPU:0"\ndevice_type: "CPU"\n'),
  );
  assert(cpu!.incarnation > 0n);
});
