import { fileURLToPath } from "node:url";
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { examine, parseRequired } from "../../scripts/doctor_report.ts";
import { formatReport, formatTable } from "../../scripts/doctor_text.ts";
import { deviceStatus } from "../../lib/devices/status.ts";
import { TEST_BACKENDS } from "../support/backends.ts";

Deno.test("examine() tests every device and says why one is missing", () => {
  const report = examine("cpu");
  assertEquals(report.devices.map(({ device }) => device), ["cpu", "webgpu", "cuda", "tensorflow"]);
  assertEquals(report.missing, []);
  for (const { available, selfTestMs, reason, remedy } of report.devices) {
    assertEquals(
      [typeof selfTestMs, reason, remedy],
      available ? ["number", undefined, undefined] : [typeof selfTestMs, reason!, remedy!],
    );
    if (!available) assertEquals([reason === "", remedy === ""], [false, false]);
  }
  assertStrictEquals(report.packages["onnxruntime-node"], "1.30.0");
  assertEquals(JSON.parse(JSON.stringify(report)).auto, report.auto);
});

Deno.test("examine() lists required devices that are missing, and refuses unknown ones", () => {
  const here = TEST_BACKENDS.map(({ name }) => name);
  const expected = (["cpu", "webgpu", "cuda"] as const).filter((name) =>
    !here.includes(name) && !deviceStatus(name).available
  );
  assertEquals(examine("cpu,webgpu, cuda").missing, expected);
  assertThrows(
    () => parseRequired("cpu,gpu"),
    RangeError,
    'KERASAUR_REQUIRE_DEVICES: expected names out of cpu, webgpu, cuda, tensorflow, received "gpu"',
  );
});

Deno.test("formatReport() shows a table of devices, what is missing and what to install", () => {
  const text = formatReport({
    kerasaur: "0.0.0",
    deno: { version: "1", v8: "2", target: "t" },
    packages: { p: "3" },
    machine: { processors: 4, memory: 2 ** 33, available: 2 ** 32 },
    devices: [
      { device: "cpu", available: true, selfTestMs: 12.3 },
      {
        device: "webgpu",
        available: true,
        selfTestMs: 80,
        adapter: { name: "Soft", kind: "software", driver: "5.0.0", api: "Vulkan 1.3.0" },
        notAutomatic: "webgpu: only the software adapter Soft",
      },
      { device: "cuda", available: false, reason: "no library", remedy: "install it" },
    ],
    adapters: [],
    auto: "cpu",
    missing: ["cuda"],
  });
  assertEquals(text.split("\n"), [
    "device  found  computes on      driver               self-test",
    "cpu     yes    processor        -                    passed, 12 ms",
    "webgpu  yes    Soft (software)  Vulkan 1.3.0, 5.0.0  passed, 80 ms",
    "cuda    no     -                -                    not run",
    "",
    "graphics adapters: the Vulkan loader found no driver",
    "webgpu: only the software adapter Soft",
    "cuda is not available: no library",
    "  to get it: install it",
    "",
    "kerasaur    0.0.0",
    "deno        1 (V8 2, t)",
    "p           3",
    "processors  4",
    "memory      8.0 GiB, 4.0 GiB available",
    "auto takes  cpu",
    "",
    "required and not available: cuda",
  ]);
});

Deno.test("formatTable() makes columns as wide as their widest cell", () => {
  assertStrictEquals(formatTable([["a", "b"], ["ccc", "d"]]), "a    b\nccc  d");
});

Deno.test("doctor exits 1 when a required device is missing, 2 when it is called wrongly", async () => {
  const run = async (args: string[], required: string) => {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        fileURLToPath(new URL("../../scripts/doctor.ts", import.meta.url)),
        ...args,
      ],
      env: { KERASAUR_REQUIRE_DEVICES: required },
      stdout: "null",
      stderr: "null",
    }).output();
    return code;
  };
  assertStrictEquals(await run(["--json"], "cpu"), 0);
  if (!deviceStatus("cuda").available) assertStrictEquals(await run([], "cuda"), 1);
  assertStrictEquals(await run(["--jsn"], ""), 2);
  assertStrictEquals(await run([], "gpu"), 2);
});
