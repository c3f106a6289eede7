import { assert, assertEquals } from "@std/assert";
import { connectionFileIn } from "../lib/platform/jupyter.ts";
import { Channels, newConnection } from "../lib/notebook/channels.ts";
import { Kernel } from "../lib/notebook/kernel.ts";
import { KernelProcess } from "../lib/notebook/kernel_process.ts";

const ROOT = new URL("..", import.meta.url).pathname;
const PRINTS = 40;

/** Ways in which a cell fails after it printed, and what the kernel says of them. */
const FAILURES = {
  'throw new TypeError("one")': "TypeError: one",
  'await Promise.reject(new RangeError("two"))': "RangeError: two",
  'throw "three"': "Error: three",
};

/** Names of what a kernel sends for a cell, up to a while after it is done. */
async function messagesOf(channels: Channels, code: string): Promise<string[]> {
  const names: string[] = [];
  const content = { code, silent: false, store_history: true, allow_stdin: false };
  const id = await channels.send("shell", "execute_request", content);
  const read = (until: () => boolean, rounds: number) =>
    pump(channels, until, rounds, (message) => {
      if (message.parent.msg_id !== id) return;
      const { execution_state: state } = message.content;
      const { ename, evalue } = message.content;
      names.push(
        typeof state === "string"
          ? state
          : ename === undefined
          ? message.header.msg_type
          : `${ename}: ${evalue}`,
      );
    });
  await read(() => names.includes("idle"), 10_000);
  await read(() => names.filter((name) => name === "stream").length === PRINTS, 1_000);
  return names;
}

/** Hands the messages of the outputs over until there are enough. */
async function pump(
  channels: Channels,
  until: () => boolean,
  rounds: number,
  take: (message: Parameters<Parameters<Channels["drain"]>[0]>[1]) => void,
): Promise<void> {
  for (let round = 0; round < rounds && !until(); round++) {
    await channels.drain((channel, message) => {
      if (channel === "iopub") take(message);
    });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

Deno.test("a cell's outputs come before the kernel says that it is done", async () => {
  const connection = newConnection();
  const process = await KernelProcess.start(connection, { cwd: ROOT, env: { NO_COLOR: "1" } });
  const channels = new Channels(connection);
  try {
    for (let heard = false; !heard;) {
      channels.reconnectOutputs();
      await pump(channels, () => false, 50, () => {});
      await channels.send("shell", "kernel_info_request", {});
      await pump(channels, () => heard, 1_000, () => heard = true);
    }
    await messagesOf(channels, 'import * as tf from "kerasaur";');
    for (let cell = 0; cell < 5; cell++) {
      const code = `for (let i = 0; i < ${PRINTS}; i++) console.log(i); tf.zeros([2])`;
      const names = await messagesOf(channels, code);
      assertEquals(
        names.filter((name) => name !== "update_display_data"),
        ["busy", "execute_input", ...Array(PRINTS).fill("stream"), "execute_result", "idle"],
      );
      assert(names.includes("update_display_data"));
    }
    for (const [failure, said] of Object.entries(FAILURES)) {
      const code = `for (let i = 0; i < ${PRINTS}; i++) console.log(i); ${failure}`;
      const names = await messagesOf(channels, code);
      // On other systems the outputs of a cell that fails are not waited for.
      if (Deno.build.os !== "linux") continue;
      assertEquals(
        names.filter((name) => name !== "update_display_data"),
        ["busy", "execute_input", ...Array(PRINTS).fill("stream"), said, "idle"],
      );
    }
  } finally {
    channels.close();
    process.kill();
    await process.ended;
  }
});

Deno.test("a cell ends although its outputs cannot be waited for", async () => {
  const obstacles = {
    unreachable: 'Deno.connect = () => Promise.reject(new Error("none"));',
    deaf: `const { broadcast } = Deno.jupyter;
      Deno.jupyter.broadcast = async (type, ...rest) => {
        if (type !== "update_display_data") await broadcast(type, ...rest);
      };`,
  };
  for (const [name, obstacle] of Object.entries(obstacles)) {
    const kernel = await Kernel.start({ cwd: ROOT, env: { NO_COLOR: "1" } });
    try {
      assertEquals((await kernel.execute(obstacle)).status, "ok");
      const { status, outputs } = await kernel.execute('import * as tf from "kerasaur"; 7');
      assertEquals(status, "ok", name);
      assertEquals(outputs.map((output) => output.output_type), ["execute_result"], name);
    } finally {
      await kernel.shutdown();
    }
  }
});

Deno.test("whether something is an Error is answered as before in a notebook", async () => {
  const kernel = await Kernel.start({ cwd: ROOT, env: { NO_COLOR: "1" } });
  try {
    await kernel.execute('import * as tf from "kerasaur";');
    const { result } = await kernel.probe(`(() => {
      class Own extends Error {}
      const made = [new Error(), new TypeError(), new Own(), {}, null, "text", Error];
      const asked = [Error, TypeError, Own];
      Error.prepareStackTrace = () => 5;
      const unusual = new Error() instanceof Error;
      delete Error.prepareStackTrace;
      return [...asked.map((it) => made.map((one) => one instanceof it)), unusual, Error.stackTraceLimit];
    })()`);
    assertEquals(result, {
      kind: "json",
      value: [
        [true, true, true, false, false, false, false],
        [false, true, false, false, false, false, false],
        [false, false, true, false, false, false, false],
        true,
        10,
      ],
    });
  } finally {
    await kernel.shutdown();
  }
});

Deno.test("connectionFileIn() takes the path to the end of the command line", () => {
  const path = "/a folder/kernel-1.json";
  const parts = ["/usr/bin/deno", "jupyter", "--kernel", "--conn", path];
  assertEquals(connectionFileIn(parts.join("\0") + "\0", "\0"), path);
  assertEquals(connectionFileIn(parts.join(" ") + "\n", " "), path);
  assertEquals(connectionFileIn("deno\0run\0--conn", "\0"), undefined);
});
