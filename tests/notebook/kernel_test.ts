import { assert, assertEquals, assertRejects } from "@std/assert";
import { Kernel } from "../../lib/notebook/kernel.ts";
import { KernelError } from "../../lib/notebook/kernel_process.ts";
import type { Output } from "../../lib/notebook/outputs.ts";
import type { ProbeResult } from "../../lib/notebook/probe.ts";

const CWD = new URL(".", import.meta.url).pathname;

/** Runs a test with a kernel. */
async function withKernel(
  test: (kernel: Kernel) => Promise<void>,
  options: { env?: Record<string, string> } = {},
): Promise<void> {
  const kernel = await Kernel.start({ cwd: CWD, ...options });
  try {
    await test(kernel);
  } finally {
    await kernel.shutdown();
  }
}

/** Outputs without what the tests do not look at. */
function brief(outputs: readonly Output[]): string[] {
  return outputs.map((output) => {
    if (output.output_type === "stream") return `${output.name}: ${output.text}`;
    if (output.output_type === "error") return `error: ${output.ename}: ${output.evalue}`;
    return `${output.output_type}: ${JSON.stringify(output.data)}`;
  });
}

/** Numbers of a probed array. */
function numbers(result: ProbeResult): number[] {
  assert(result.kind === "array", JSON.stringify(result));
  return [...result.values];
}

Deno.test("Kernel.execute() collects all kinds of outputs, without ANSI codes", async () => {
  await withKernel(async (kernel) => {
    const streams = await kernel.execute(
      'console.log("a", 1); console.error("b"); console.log({ c: 2 }); 3',
    );
    assertEquals(brief(streams.outputs), [
      "stdout: a 1\n{ c: 2 }\n",
      "stderr: b\n",
      'execute_result: {"text/plain":"3"}',
    ]);
    assertEquals([streams.status, streams.executionCount], ["ok", 1]);

    const shown = await kernel.execute(
      'await Deno.jupyter.display({ "text/plain": "x", "text/html": "<b>x</b>" }, { raw: true });',
    );
    assertEquals(brief(shown.outputs), [
      'display_data: {"text/plain":"x","text/html":"<b>x</b>"}',
    ]);
    assertEquals(brief((await kernel.execute("undefined")).outputs), []);
  });
});

Deno.test("Kernel.execute() updates displays by their id and clears outputs", async () => {
  await withKernel(async (kernel) => {
    const broadcast = (type: string, content: string) =>
      `await Deno.jupyter.broadcast("${type}", ${content});`;
    const bundle = (text: string) =>
      `{ data: { "text/plain": "${text}" }, metadata: {}, transient: { display_id: "d" } }`;
    const first = await kernel.execute(broadcast("display_data", bundle("0%")));
    await kernel.execute(broadcast("update_display_data", bundle("100%")));
    assertEquals(brief(first.outputs), ['display_data: {"text/plain":"100%"}']);
    const cleared = await kernel.execute(
      broadcast("display_data", bundle("old")) + broadcast("clear_output", "{ wait: true }") +
        broadcast("display_data", bundle("new")),
    );
    assertEquals(brief(cleared.outputs), ['display_data: {"text/plain":"new"}']);
  });
});

Deno.test("Kernel.execute() reports errors and goes on", async () => {
  await withKernel(async (kernel) => {
    const raised = await kernel.execute('console.log("before"); throw new RangeError("x < 0")');
    assertEquals(raised.status, "error");
    assertEquals(brief(raised.outputs), ["stdout: before\n", "error: RangeError: x < 0"]);
    const unparsed = await kernel.execute("let = ;");
    assertEquals(brief(unparsed.outputs), [
      "error: SyntaxError: the kernel cannot parse this cell",
    ]);
    assertEquals(brief((await kernel.execute("2 + 2")).outputs), [
      'execute_result: {"text/plain":"4"}',
    ]);
  });
});

Deno.test("Kernel.execute() loses nothing of what was printed before an error", async () => {
  await withKernel(async (kernel) => {
    for (
      const thrown of ['throw new RangeError("x")', "await Promise.reject(new RangeError('x'))"]
    ) {
      for (let round = 0; round < 5; round++) {
        const code =
          `for (let i = 0; i < 200; i++) { console.log("out", i); console.error("err", i); }
          await Deno.jupyter.display({ "text/plain": "shown" }, { raw: true }); ${thrown}`;
        const { outputs, status } = await kernel.execute(code);
        const lines = (name: string) =>
          Array.from({ length: 200 }, (_, i) => `${name} ${i}\n`).join("");
        assertEquals([status, ...brief(outputs).sort()], [
          "error",
          'display_data: {"text/plain":"shown"}',
          "error: RangeError: x",
          `stderr: ${lines("err")}`,
          `stdout: ${lines("out")}`,
        ]);
      }
    }
  });
});

Deno.test("Kernel.shutdown() ends what the notebook started", {
  ignore: Deno.build.os === "windows",
}, async () => {
  let pid = 0;
  await withKernel(async (kernel) => {
    const { outputs } = await kernel.execute(
      'new Deno.Command("sleep", { args: ["600"], stdout: "null", stderr: "null" }).spawn().pid',
    );
    pid = Number(brief(outputs)[0]!.match(/\d+/)![0]);
    Deno.kill(pid, "SIGCONT");
  });
  for (let i = 0; i < 100; i++) {
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", `${pid}`] })
      .output();
    if (/^(Z|$)/.test(new TextDecoder().decode(stdout).trim())) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`process ${pid} is still there`);
});

Deno.test("Kernel.execute() gives each cell its own outputs, run one after the other", async () => {
  await withKernel(async (kernel) => {
    for (let i = 0; i < 30; i++) {
      const { outputs } = await kernel.execute(`console.log(${i}); console.error(-${i}); [${i}]`);
      assertEquals(brief(outputs), [
        `stdout: ${i}\n`,
        `stderr: ${i === 0 ? "-0" : -i}\n`,
        `execute_result: {"text/plain":"[ ${i} ]"}`,
      ]);
    }
  });
});

Deno.test("Kernel.execute() cuts giant outputs with a note", async () => {
  await withKernel(async (kernel) => {
    const { outputs } = await kernel.execute(
      'for (let i = 0; i < 30; i++) console.log("x".repeat(99_999))',
    );
    const text = brief(outputs)[0]!;
    assert(text.length < 1_000_100);
    assertEquals(text.slice(-40), "x\n\n... [cut: 3000000 characters in all]\n");
  });
});

Deno.test("Kernel.execute() keeps binary data whole, as base64", async () => {
  await withKernel(async (kernel) => {
    const bytes = new Uint8Array(1_200_000);
    bytes.set([137, 80, 78, 71, 13, 10, 26, 10]);
    const code = "const bytes = new Uint8Array(1_200_000);" +
      "bytes.set([137, 80, 78, 71, 13, 10, 26, 10]); Deno.jupyter.image(bytes)";
    const [output] = (await kernel.execute(code)).outputs;
    assert(output?.output_type === "execute_result");
    assertEquals(Object.keys(output.data), ["image/png"]);
    assert(output.data["image/png"] === bytes.toBase64());
  });
});

Deno.test("Kernel.execute() interrupts a loop and keeps the variables", async () => {
  await withKernel(async (kernel) => {
    await kernel.execute("const kept = 7;");
    const loop = await kernel.execute(
      'for (let i = 0; i < 100; i++) console.log("again"); for (;;);',
      500,
    );
    assertEquals(loop.status, "timeout");
    assertEquals(brief(loop.outputs), [`stdout: ${"again\n".repeat(100)}`]);
    assertEquals(brief((await kernel.execute("kept")).outputs), [
      'execute_result: {"text/plain":"7"}',
    ]);
  });
});

Deno.test("Kernel.execute() says so when an interrupt has no effect", async () => {
  await withKernel(async (kernel) => {
    assertEquals((await kernel.execute("await new Promise(() => {})", 100)).status, "stuck");
  });
});

Deno.test("Kernel.execute() notices a kernel that dies, and what it printed", async () => {
  await withKernel(async (kernel) => {
    // The kernel keeps its own streams from the cells; native code writes to them all the same.
    const { status } = await kernel.execute(
      'Deno.writeTextFileSync("/dev/stderr", "last words"); Deno.exit(3);',
    );
    assertEquals([status, kernel.hasEnded, kernel.exitCode], ["died", true, 3]);
    assertEquals(kernel.printed, "last words");
    assertEquals((await kernel.execute("1")).status, "died");
    assertEquals((await kernel.probe("1")).status, "died");
  });
});

Deno.test("Kernel.probe() leaves no trace", async () => {
  await withKernel(async (kernel) => {
    await kernel.execute("const data = [1, 2, 3]; data.length");
    const { result, outputs } = await kernel.probe("data.map((x: number) => x * 2) // doubled");
    assertEquals([numbers(result), outputs], [[2, 4, 6], []]);
    const last = await kernel.execute("data.length");
    assertEquals([brief(last.outputs), last.executionCount], [
      ['execute_result: {"text/plain":"3"}'],
      2,
    ]);
  });
});

Deno.test("Kernel.probe() brings values over bit for bit", async () => {
  await withKernel(async (kernel) => {
    const probe = async (code: string) => (await kernel.probe(code)).result;
    const special = await probe("[NaN, Infinity, -Infinity, -0, 5e-324]");
    assertEquals(numbers(special), [NaN, Infinity, -Infinity, -0, 5e-324]);
    const array = await probe(
      "({ numpy: () => ({ data: Float32Array.of(0.1, -0), shape: [1, 2], dtype: 'float32' }) })",
    );
    assert(array.kind === "array");
    assertEquals([array.dtype, array.shape, array.bytes], [
      "float32",
      [1, 2],
      new Uint8Array(Float32Array.of(0.1, -0).buffer),
    ]);
    const truths = await probe("[[true], [false]]");
    assert(truths.kind === "array");
    assertEquals([truths.dtype, truths.shape, numbers(truths)], ["bool", [2, 1], [1, 0]]);
    assertEquals(numbers(await probe("new BigInt64Array([5n, -6n])")), [5, -6]);
    assertEquals(numbers(await probe("Promise.resolve(2.5)")), [2.5]);
    assertEquals(await probe('"text"'), { kind: "text", value: "text" });
    assertEquals(await probe("({ a: [1, 'b'] })"), { kind: "json", value: { a: [1, "b"] } });
    assertEquals(await probe("undefined"), { kind: "json", value: null });
  });
});

Deno.test("Kernel.probe() reports expressions that fail", async () => {
  await withKernel(async (kernel) => {
    const probe = async (code: string) => (await kernel.probe(code, 200)).result;
    assertEquals(await probe("missing.name"), {
      kind: "error",
      value: "ReferenceError: missing is not defined",
    });
    assertEquals(await probe("let ="), { kind: "error", value: "the kernel cannot parse it" });
    assertEquals(await probe("(() => { for (;;); })()"), {
      kind: "error",
      value: "it did not end",
    });
    assertEquals(numbers(await probe("1")), [1]);
  });
});

Deno.test("Kernel.start() passes the environment and refuses questions to the user", async () => {
  await withKernel(async (kernel) => {
    const { outputs } = await kernel.execute('[Deno.env.get("KERASAUR_SEED"), prompt("?")].join()');
    assertEquals(brief(outputs), ['execute_result: {"text/plain":"\\"17,\\""}']);
  }, { env: { KERASAUR_SEED: "17" } });
});

/** Expects that a shell script, started in place of Deno, is no kernel. */
async function assertNoKernel(script: string, message: string): Promise<KernelError> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`);
    await Deno.chmod(path, 0o700);
    return await assertRejects(
      () => Kernel.start({ cwd: CWD, denoPath: path, startTimeoutMs: 300 }),
      KernelError,
      message,
    );
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("Kernel.start() rejects when nothing answers, with what was printed", async () => {
  const error = await assertNoKernel(
    "echo not a kernel; exec sleep 60",
    "Kernel: expected an answer within 0.3 s, received none; it printed:\nnot a kernel",
  );
  assertEquals([error.printed, error.exitCode], ["not a kernel", null]);
});

Deno.test("Kernel.start() rejects when the process ends, though others hold its pipes", async () => {
  const error = await assertNoKernel(
    "echo sorry >&2; sleep 5 & exit 3",
    "Kernel: expected it to start, received exit status 3; it printed:\nsorry",
  );
  assertEquals(error.exitCode, 3);
});

Deno.test("Kernel.start() rejects folders that there are not", async () => {
  await assertRejects(
    () => Kernel.start({ cwd: "/no/such/folder" }),
    KernelError,
    "in /no/such/folder, received",
  );
});
