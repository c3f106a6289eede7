import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { findGpu, getDevice, setDevice } from "../../lib/devices/device.ts";
import { listPhysicalDevices, PhysicalDevice } from "../../lib/devices/physical_device.ts";
import { isGpuDevice } from "../../lib/devices/names.ts";
import { device, deviceOf } from "../../lib/devices/scope.ts";
import { deviceStatus, readableReason } from "../../lib/devices/status.ts";
import { bestAdapter } from "../../lib/devices/vulkan.ts";
import { negative } from "../../lib/ops/math/arithmetic.ts";
import { read } from "../../lib/tensor/graph.ts";
import { state } from "../../lib/tensor/state.ts";
import { TEST_BACKENDS } from "../support/backends.ts";

setDevice("cpu");

Deno.test("setDevice() refuses a device that no version knows, and names the ones there are", () => {
  assertThrows(
    () => setDevice("tpu" as "cpu"),
    RangeError,
    'tf.config.setDevice: expected name to be one of "auto", "cpu", "webgpu", "cuda", "tensorflow", received name="tpu"',
  );
});

Deno.test("setDevice() refuses a device that is not there, with the reason and what to install", () => {
  if (deviceStatus("cuda").available) return;
  const error = assertThrows(() => setDevice("cuda"), RangeError, 'received name="cuda"');
  assertEquals(error.message.includes(deviceStatus("cuda").reason!), true, error.message);
  assertEquals(error.message.includes("libonnxruntime_providers_cuda.so"), true, error.message);
  assertStrictEquals(getDevice(), "cpu", "the device in use is still in use");
});

Deno.test("setDevice() with auto takes a GPU that /GPU:0 would take, else the cpu", () => {
  setDevice("auto");
  assertStrictEquals(getDevice(), findGpu() ?? "cpu");
  setDevice("cpu");
});

Deno.test("device() runs a function with the device in use and gives back its result", () => {
  for (const { name, backend } of TEST_BACKENDS) {
    const result = device(name, () => [getDevice(), state.backend!.name]);
    assertEquals(result, [name, backend.name]);
    assertStrictEquals(getDevice(), "cpu");
  }
});

Deno.test("device() puts the device back when the function throws", () => {
  const { name } = TEST_BACKENDS.at(-1)!;
  assertThrows(
    () =>
      device(name, () => {
        throw new RangeError("from inside");
      }),
    RangeError,
    "from inside",
  );
  assertStrictEquals(getDevice(), "cpu");
});

Deno.test("device() keeps the device for an asynchronous function until it is done", async () => {
  const { name } = TEST_BACKENDS.at(-1)!;
  const running = device(name, async () => {
    await Promise.resolve();
    return getDevice();
  });
  assertStrictEquals(await running, name);
  assertStrictEquals(getDevice(), "cpu");
  await assertRejects(() => device(name, () => Promise.reject(new Error("late"))), Error, "late");
  assertStrictEquals(getDevice(), "cpu");
});

Deno.test("device() without a function lasts until the end of the block", () => {
  const { name } = TEST_BACKENDS.at(-1)!;
  {
    using scope = device(name);
    assertEquals([scope.name, getDevice()], [name, name]);
  }
  assertStrictEquals(getDevice(), "cpu");
});

Deno.test("device() takes TensorFlow's names of the cpu", () => {
  const names = ["/CPU:0", "/cpu:0", "CPU:0", "/device:CPU:0", "cpu", "/cpu"];
  for (const name of [...names, "/job:localhost/replica:0/task:0/device:CPU:0"]) {
    assertStrictEquals(device(name, getDevice), "cpu", name);
  }
});

Deno.test("device() refuses names of no device", () => {
  assertThrows(
    () => device("/CPU:1"),
    RangeError,
    'tf.device: expected the index of a device that is there, 0, received name="/CPU:1"',
  );
  assertThrows(
    () => device("gpuu"),
    RangeError,
    'tf.device: expected "/CPU:0", "/GPU:0", "auto" or one of "cpu", "webgpu", "cuda", "tensorflow", received name="gpuu"',
  );
  assertThrows(() => device(0 as never), TypeError, "received name=0");
});

Deno.test("device() never takes a GPU that is not there, and says what it tried", () => {
  if (listPhysicalDevices("GPU").length > 0) {
    assertEquals(device("/GPU:0", getDevice) === "cpu", false);
    return;
  }
  const error = assertThrows(() => device("/GPU:0"), RangeError, 'received name="/GPU:0"');
  assertEquals(
    /tried tensorflow: .+; cuda: .+; webgpu: .+; run deno task doctor/.test(error.message),
    true,
  );
});

Deno.test("listPhysicalDevices() prints as TensorFlow 2.0's", () => {
  const text = "PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')";
  assertEquals(listPhysicalDevices("CPU").map(String), [text]);
  assertStrictEquals(Deno.inspect(new PhysicalDevice("CPU")), text);
  assertThrows(
    () => listPhysicalDevices("TPU" as "CPU"),
    RangeError,
    'expected deviceType to be one of "CPU", "GPU", received deviceType="TPU"',
  );
});

Deno.test("deviceOf() says where a tensor lies, before and after it moved", () => {
  const { name } = TEST_BACKENDS.at(-1)!;
  const x = device(name, () => negative([1, 2]));
  const kind = isGpuDevice(name) ? "GPU" : "CPU";
  assertStrictEquals(
    device(name, () => deviceOf(x)),
    `/job:localhost/replica:0/task:0/device:${kind}:0`,
  );
  assertEquals([...read(x)], [-1, -2]);
  assertStrictEquals(deviceOf(x), "/job:localhost/replica:0/task:0/device:CPU:0");
});

Deno.test("bestAdapter() takes a card before a software adapter", () => {
  const adapter = (kind: "discrete" | "integrated" | "software") => ({
    name: kind,
    kind,
    driver: "1",
    api: "Vulkan 1.3.0",
  });
  const all = [adapter("software"), adapter("integrated"), adapter("discrete")];
  assertStrictEquals(bestAdapter(all)?.kind, "discrete");
  assertStrictEquals(bestAdapter(all.slice(0, 2))?.kind, "integrated");
  assertStrictEquals(bestAdapter([]), undefined);
});

Deno.test("readableReason() leaves out where in ONNX Runtime's source a failure was", () => {
  const cause = new Error("/x/y.cc:1 f() status == Success was false. No supported adapters\n");
  assertStrictEquals(readableReason(new Error("outer", { cause })), "No supported adapters");
  assertStrictEquals(readableReason(new Error("plain")), "plain");
});
