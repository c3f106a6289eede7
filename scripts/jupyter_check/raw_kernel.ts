// deno-lint-ignore-file no-import-prefix -- needed by this script only, which is run by hand
/**
 * VS Code's way of calling a kernel, without VS Code: its Jupyter extension starts the kernel
 * itself, waits until the ports are taken, and gives JupyterLab's client (`@jupyterlab/services`) a
 * socket that is ZeroMQ underneath. It asks for the kernel's description on two channels until both
 * an answer and an output have come, runs cells with the options below, keeps listening to a cell
 * after its end, asks for completions meanwhile, interrupts with a message, and in the end asks the
 * kernel to go and ends the process. (Read in microsoft/vscode-jupyter, version 2026.6.1.)
 *
 * @module
 */
import { KernelMessage, ServerConnection } from "npm:@jupyterlab/services@7.6.6";
import { KernelConnection } from "npm:@jupyterlab/services@7.6.6/lib/kernel/default.js";
import { join } from "node:path";
import { Channels, newConnection } from "../../lib/notebook/channels.ts";
import {
  codeCells,
  readNotebook,
  sourceOf,
  storedOutputs,
  writeNotebook,
} from "../../lib/notebook/ipynb.ts";
import { KernelProcess } from "../../lib/notebook/kernel_process.ts";
import { type DisplaysById, OutputCollector } from "../../lib/notebook/outputs.ts";
import type { Message } from "../../lib/notebook/wire.ts";
import type { Tool } from "./judge.ts";

/** Milliseconds that a kernel has to start, and to end. */
const PATIENCE = 20_000;

/** Runs notebooks as VS Code does. */
export function rawKernelTool(environment: Record<string, string>): Tool {
  return {
    name: "VS Code's way (@jupyterlab/services 7.6.6)",
    run: async (folder, name) => {
      const connection = newConnection();
      const process = await KernelProcess.start(connection, { cwd: folder, env: environment });
      const { shell_port, iopub_port } = connection;
      await Promise.all([shell_port, iopub_port].map(untilListening));
      const channels = new Channels(connection);
      const kernel = connect(channels);
      try {
        await untilReady(kernel);
        await runCells(kernel, join(folder, name));
        await checkInterrupt(kernel);
        await request(kernel, "shutdown_request", { restart: false });
      } finally {
        kernel.dispose();
        process.kill();
        await process.ended;
      }
    },
  };
}

/** JupyterLab's client on our sockets. */
function connect(channels: Channels): KernelConnection {
  const serverSettings = ServerConnection.makeSettings({
    // Of a WebSocket's many parts, the client uses those that KernelSocket has.
    WebSocket: class extends KernelSocket {
      constructor() {
        super(channels);
      }
    } as unknown as typeof WebSocket,
    serializer: {
      serialize: (message) => message as unknown as string,
      deserialize: (message) => message as unknown as KernelMessage.IMessage,
    },
  });
  const model = { id: crypto.randomUUID(), name: "deno" };
  return new KernelConnection({ model, serverSettings, username: "vscode", handleComms: true });
}

/** What JupyterLab's client takes for a WebSocket: messages go in and out as objects. */
class KernelSocket {
  readonly #channels: Channels;
  #isOpen = true;

  /** No protocol: messages are not put into bytes here. */
  readonly protocol = "";
  readonly readyState = WebSocket.OPEN;
  onopen: (event: unknown) => void = () => {};
  onmessage: (event: { data: unknown }) => void = () => {};
  onclose: (event: unknown) => void = () => {};
  onerror: (event: unknown) => void = () => {};

  constructor(channels: Channels) {
    this.#channels = channels;
    setTimeout(async () => {
      this.onopen({});
      while (this.#isOpen) {
        await this.#channels.drain((channel, { header, parent, content }) => {
          const message = { channel, header, parent_header: parent, content };
          this.onmessage({ data: { ...message, metadata: {}, buffers: [] } });
        });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      this.#channels.close();
    });
  }

  send(message: KernelMessage.IMessage): void {
    const { channel, header, parent_header: parent, metadata } = message;
    const content = message.content as Message["content"];
    if (channel === "iopub") throw new Error("internal: nothing is sent to iopub");
    this.#channels.forward(channel, { header, parent, content }, metadata);
  }

  close(): void {
    this.#isOpen = false;
  }
}

/** Asks until the kernel has answered and its outputs arrive. */
async function untilReady(kernel: KernelConnection): Promise<void> {
  let [answered, heard] = [false, false];
  kernel.iopubMessage.connect(() => void (heard = true));
  for (const started = performance.now(); !answered || !heard;) {
    if (performance.now() - started > PATIENCE) {
      throw new Error(`expected an answer and an output, received ${[answered, heard]}`);
    }
    request(kernel, "kernel_info_request", {}).then(() => answered = true, () => {});
    kernel.requestKernelInfo().then(() => answered = true, () => {});
    await new Promise((resolve) => setTimeout(resolve, answered && heard ? 0 : 500));
  }
}

/** Runs all cells, and writes what they print into the notebook. */
async function runCells(kernel: KernelConnection, path: string): Promise<void> {
  const displays: DisplaysById = new Map();
  const notebook = await readNotebook(path);
  await kernel.requestCommInfo({});
  const runs = [];
  for (const cell of codeCells(notebook.content)) {
    const code = sourceOf(cell);
    await kernel.requestComplete({ code, cursor_pos: [...code].length });
    const collector = new OutputCollector(displays);
    runs.push({ cell, collector });
    const future = kernel.requestExecute(
      { code, silent: false, stop_on_error: false, allow_stdin: true, store_history: true },
      false,
      { cellId: cell.id },
    );
    future.onIOPub = ({ header, content }) => {
      collector.add(header.msg_type, content as Record<string, unknown>);
    };
    const { content } = await future.done;
    if (content.status !== "ok") throw new Error(`a cell failed:\n${code}`);
    cell.execution_count = content.execution_count;
  }
  // Before this, too: what comes after the end of a cell counts, as it does in VS Code.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const { cell, collector } of runs) cell.outputs = storedOutputs(collector.finish());
  await writeNotebook(notebook);
}

/** Interrupts an endless loop; the kernel has to go on with its variables. */
async function checkInterrupt(kernel: KernelConnection): Promise<void> {
  const run = (code: string) => kernel.requestExecute({ code, allow_stdin: true }).done;
  await run("globalThis.kept = 7");
  const endless = run("for (;;);");
  await new Promise((resolve) => setTimeout(resolve, 500));
  await request(kernel, "interrupt_request", {});
  const { content: stopped } = await endless;
  const { content: next } = await run("if (globalThis.kept !== 7) throw new Error();");
  if (stopped.status !== "error" || next.status !== "ok") {
    throw new Error(
      `interrupt: expected "error", "ok", received ${stopped.status}, ${next.status}`,
    );
  }
}

/** Sends a request on the control channel, all of which look alike, and waits for its answer. */
async function request(kernel: KernelConnection, type: string, content: object): Promise<void> {
  const message = KernelMessage.createMessage<KernelMessage.IInterruptRequestMsg>({
    msgType: type as "interrupt_request",
    channel: "control",
    username: kernel.username,
    session: kernel.clientId,
    content: content as KernelMessage.IInterruptRequestMsg["content"],
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  // Deno's kernel answers, but never says that it is idle again, which `done` waits for.
  kernel.sendControlMessage(message, true, false).onReply = () => resolve();
  await promise;
}

async function untilListening(port: number): Promise<void> {
  for (const started = performance.now(); performance.now() - started < PATIENCE;) {
    const connection = await Deno.connect({ port }).catch(() => undefined);
    connection?.close();
    if (connection) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`expected the kernel to listen on port ${port} within ${PATIENCE / 1000} s`);
}
