/**
 * A Jupyter client for one Deno kernel: start, run code, interrupt, shut down.
 *
 * Some facts about the kernel shape this file. Outputs may arrive after the message that says the
 * cell is done, so every execution is followed by a silent fence that prints a mark on each way
 * out; what comes before the marks belongs to the cell. An interrupt stops running JavaScript but
 * not a pending `await`: then only ending the process helps. And a kernel that dies says nothing,
 * so its process is watched while anything is awaited.
 *
 * @module
 */
import { Channels, newConnection } from "./channels.ts";
import { KernelError, KernelProcess, type KernelProcessOptions } from "./kernel_process.ts";
import { type DisplaysById, type Output, OutputCollector } from "./outputs.ts";
import { probeCode, type ProbeResult, unpack } from "./probe.ts";
import type { Message } from "./wire.ts";

/** Milliseconds that a connection, or an output after its reply, usually takes at most. */
const PATIENCE = 50;
/** Attempts to find ports that no other program takes meanwhile. */
const MAX_ATTEMPTS = 3;
/** Milliseconds a kernel has to start on a machine that is slow or busy. */
const START_TIMEOUT = 60_000;
/** Milliseconds a kernel has to react to an interrupt. */
const REACTION_TIMEOUT = 4_000;
/** Milliseconds that a value which was sent, or the marks of a fence, may be under way. */
const ARRIVAL_TIMEOUT = 15_000;
/** Milliseconds that outputs of a cell may go on arriving after its end. */
const FLOOD_TIMEOUT = 45_000;

/** How an execution ended: `stuck` means that the interrupt after the timeout had no effect. */
export type ExecutionStatus = "ok" | "error" | "timeout" | "stuck" | "died";

/** What came of running a piece of code. */
export interface Execution {
  /** How it ended. */
  status: ExecutionStatus;
  /** What it printed, in nbformat's form. */
  outputs: Output[];
  /** The kernel's execution count, `null` when it did not say. */
  executionCount: number | null;
  /** What the kernel's reply says in a word, `error` for a cell that was stopped; `null` if none came. */
  replyStatus: string | null;
  /** Milliseconds from the request to the end. */
  durationMs: number;
}

/** What came of evaluating an expression. */
export interface Probed {
  /** How it ended. */
  status: ExecutionStatus;
  /** The value, or what went wrong. */
  result: ProbeResult;
  /** What was printed meanwhile. */
  outputs: Output[];
}

/** How a kernel is started. */
export interface KernelOptions extends KernelProcessOptions {
  /** Milliseconds that the kernel has to answer its first request; default 9000. */
  startTimeoutMs?: number;
  /** Ends every wait, with the signal's reason. */
  signal?: AbortSignal;
}

/** A kernel process and the connection to it; dispose of it with {@linkcode Kernel.shutdown}. */
export class Kernel {
  readonly #process: KernelProcess;
  readonly #channels: Channels;
  readonly #signal: AbortSignal | undefined;
  readonly #displays: DisplaysById = new Map();
  /** Number of messages so far. */
  #heard = 0;
  /** Takes each message while something is awaited. */
  #listener: (channel: string, message: Message) => void = () => {};

  private constructor(process: KernelProcess, channels: Channels, signal?: AbortSignal) {
    this.#process = process;
    this.#channels = channels;
    this.#signal = signal;
  }

  /**
   * Starts a kernel and waits until it answers and its outputs arrive.
   *
   * @throws {KernelError} when it cannot start, ends, or does not answer in time.
   */
  static async start(options: KernelOptions): Promise<Kernel> {
    for (let attempt = 1;; attempt++) {
      try {
        return await Kernel.#startOnce(options);
      } catch (error) {
        // Another program may have taken a port that was free a moment ago.
        const isTaken = error instanceof KernelError && error.printed.includes("AddrInUse");
        if (!isTaken || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  static async #startOnce(
    { signal, startTimeoutMs = START_TIMEOUT, ...options }: KernelOptions,
  ): Promise<Kernel> {
    const connection = newConnection();
    const process = await KernelProcess.start(connection, options);
    const kernel = new Kernel(process, new Channels(connection), signal);
    try {
      await kernel.#waitUntilReady(startTimeoutMs);
    } catch (error) {
      await kernel.kill();
      throw error;
    }
    return kernel;
  }

  /** Whether the process has ended. */
  get hasEnded(): boolean {
    return this.#process.hasEnded;
  }

  /** Exit status of the process, `null` while it runs. */
  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  /** What the kernel process printed on its own. */
  get printed(): string {
    return this.#process.printed;
  }

  /** Runs a cell; always resolves, the status says how it ended. */
  async execute(code: string, timeoutMs = 60_000): Promise<Execution> {
    const collector = new OutputCollector(this.#displays);
    const { reply, durationMs, ...run } = await this.#run(code, false, timeoutMs, collector);
    let status = run.status;
    if (reply && !await this.#fence(collector)) status = this.hasEnded ? "died" : "stuck";
    const outputs = collector.finish();
    if (status === "ok" && reply?.status === "error") {
      status = "error";
      // The kernel sends no error output for code that it cannot parse.
      if (!outputs.some((output) => output.output_type === "error")) {
        const evalue = "the kernel cannot parse this cell";
        outputs.push({ output_type: "error", ename: "SyntaxError", evalue, traceback: [] });
      }
    }
    const count = reply?.execution_count;
    const word = reply?.status;
    return {
      status,
      outputs,
      executionCount: typeof count === "number" ? count : null,
      replyStatus: typeof word === "string" ? word : null,
      durationMs,
    };
  }

  /** Evaluates an expression without a trace; always resolves, an error is a kind of result. */
  async probe(expression: string, timeoutMs = 60_000): Promise<Probed> {
    const collector = new OutputCollector(this.#displays);
    const mark = `probe-${crypto.randomUUID()}`;
    const failed = (value: string): Probed => ({
      status: this.hasEnded ? "died" : "error",
      result: { kind: "error", value },
      outputs: collector.finish(),
    });
    let sent: unknown;
    const { reply, status } = await this.#run(
      probeCode(expression, mark),
      true,
      timeoutMs,
      collector,
      ({ content }) => sent ??= (content.data as Record<string, unknown> | undefined)?.[mark],
    );
    if (status === "stuck") return { ...failed("it did not end"), status };
    if (status !== "ok") return failed(status === "died" ? "the kernel died" : "it did not end");
    if (reply?.status === "error") return failed("the kernel cannot parse it");
    if (!await this.#pump(() => sent !== undefined, ARRIVAL_TIMEOUT)) {
      return failed("its value did not arrive");
    }
    return { status: "ok", result: unpack(sent), outputs: collector.finish() };
  }

  /** Asks the kernel to end, ends it if it does not, and closes the sockets. */
  async shutdown(): Promise<void> {
    if (!this.hasEnded && !this.#signal?.aborted) {
      let replied = false;
      this.#listener = (channel) => replied ||= channel === "control";
      await this.#channels.send("control", "shutdown_request", { restart: false });
      await this.#pump(() => replied, 500);
    }
    await this.kill();
  }

  /** Ends the process at once and closes the sockets. */
  async kill(): Promise<void> {
    this.#channels.close();
    this.#process.kill();
    await this.#process.ended;
  }

  async #waitUntilReady(timeoutMs: number): Promise<void> {
    let replied = false;
    let heard = false;
    this.#listener = (channel) => {
      replied ||= channel === "shell";
      heard ||= channel === "iopub";
    };
    const deadline = performance.now() + timeoutMs;
    await this.#channels.send("shell", "kernel_info_request", {});
    await this.#pump(() => replied, timeoutMs);
    await this.#pump(() => heard, PATIENCE);
    while (replied && !heard && !this.hasEnded && performance.now() < deadline) {
      // Connecting takes its time, too: publishing meanwhile would break it off again.
      this.#channels.reconnectOutputs();
      await this.#pump(() => heard, PATIENCE);
      await this.#channels.send("shell", "kernel_info_request", {});
      await this.#pump(() => heard, PATIENCE);
    }
    if (heard) return;
    throw new KernelError(
      this.hasEnded
        ? `Kernel: expected it to start, received exit status ${this.exitCode}`
        : `Kernel: expected an answer within ${timeoutMs / 1000} s, received none`,
      { printed: this.printed, exitCode: this.exitCode },
    );
  }

  /** Sends a request to run code and waits for its end, with an interrupt at the timeout. */
  async #run(
    code: string,
    silent: boolean,
    timeoutMs: number,
    collector: OutputCollector,
    tap: (message: Message) => unknown = () => undefined,
  ): Promise<{ status: ExecutionStatus; reply?: Message["content"]; durationMs: number }> {
    const started = performance.now();
    let reply: Message["content"] | undefined;
    let interrupted = false;
    const id = await this.#request(code, silent, (channel, message) => {
      if (channel === "control") interrupted = true;
      else if (channel === "iopub" && tap(message) === undefined) {
        collector.add(message.header.msg_type, message.content);
      } else if (message.parent.msg_id === id && channel === "shell") reply = message.content;
    });
    const replied = () => reply !== undefined;
    let status: ExecutionStatus = "ok";
    if (!await this.#pump(replied, timeoutMs) && !this.hasEnded) {
      await this.#channels.send("control", "interrupt_request", {});
      // An interrupt that is still under way would hit what runs next.
      const reacted = await this.#pump(() => replied() && interrupted, REACTION_TIMEOUT);
      status = reacted ? "timeout" : "stuck";
    }
    if (this.hasEnded && reply === undefined) status = "died";
    return { status, ...(reply ? { reply } : {}), durationMs: performance.now() - started };
  }

  #request(
    code: string,
    silent: boolean,
    listener: (channel: string, message: Message) => void,
  ): Promise<string> {
    this.#listener = listener;
    return this.#channels.send("shell", "execute_request", {
      code,
      silent,
      store_history: !silent,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    });
  }

  /** Waits until everything printed before this point has arrived. */
  async #fence(collector: OutputCollector): Promise<boolean> {
    const mark = `fence-${crypto.randomUUID()}`;
    const quoted = JSON.stringify(mark);
    const missing = new Set(["stdout", "stderr", "display_data"]);
    const code = `console.log(${quoted}); console.error(${quoted}); await Deno.jupyter.broadcast(` +
      `"display_data", { data: { ${quoted}: true }, metadata: {}, transient: {} });`;
    await this.#request(code, true, (channel, { header, content }) => {
      if (channel !== "iopub") return;
      if (content.text === `${mark}\n`) missing.delete(String(content.name));
      else if ((content.data as Record<string, unknown> | undefined)?.[mark] === true) {
        missing.delete("display_data");
      } else collector.add(header.msg_type, content);
    });
    const started = performance.now();
    // What a loop printed takes a while to arrive: patience lasts as long as there is progress.
    for (let heard = -1; heard < this.#heard && performance.now() - started < FLOOD_TIMEOUT;) {
      heard = this.#heard;
      if (await this.#pump(() => missing.size === 0, ARRIVAL_TIMEOUT)) return true;
    }
    return false;
  }

  /** Reads messages until `done`, for at most `ms`; resolves to whether it was done. */
  async #pump(done: () => boolean, ms: number): Promise<boolean> {
    const started = performance.now();
    for (;;) {
      this.#signal?.throwIfAborted();
      const ended = this.hasEnded;
      const count = await this.#channels.drain((channel, message) =>
        this.#listener(channel, message)
      );
      this.#heard += count;
      if (done()) return true;
      const waited = performance.now() - started;
      if (ended || waited > ms) return false;
      if (count > 0) continue;
      if (waited < 200) this.#channels.acknowledge();
      await new Promise((resolve) => setTimeout(resolve, waited < 200 ? 1 : 4));
    }
  }
}
