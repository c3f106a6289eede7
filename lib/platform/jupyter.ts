/**
 * Makes the outputs of a notebook's cell arrive before the kernel says that the cell is done.
 *
 * Deno 2.9.6's kernel queues outputs for another thread, which signs and sends them one by one, and
 * announces the end of a cell without waiting for that queue. Tools that stop listening then
 * (nbclient, and with it nbconvert) lose what is still queued. The kernel does wait for the text of
 * the cell's result, so that is where this waits, too: it listens on the kernel's own output port
 * as any front end does, puts a mark into the queue, and goes on when the mark arrives. The queue is
 * first in, first out, and each message goes to the listeners in the order they came; so what was
 * printed before the mark has by then been sent to everyone. This takes one to three milliseconds.
 *
 * The mark updates a display that nobody has, which front ends ignore.
 *
 * A cell that raises an error has no result. The kernel takes the error's texts then, without waiting
 * for promises, and asks first whether it is an `Error`. On Linux that question waits, in the same way
 * but without giving way. Where the kernel is not as expected, and on Windows, nothing is changed.
 *
 * @module
 */
import { isDeno } from "./host.ts";

import { BlockingListener, sleep } from "./blocking_listener.ts";

/** Milliseconds without any output after which a cell ends without its mark. */
const PATIENCE = 1_000;
/** Longest pause between two marks. */
const LONGEST_PAUSE = 50;

/** What is used of the kernel's inner object: it shows the result of each cell, even `undefined`. */
interface Internals {
  broadcastResult: (executionCount: number, result: unknown) => Promise<void>;
}

/** The address of the kernel's outputs. */
interface Address {
  hostname: string;
  port: number;
}

/** How an object says what a notebook shows of it. */
const DISPLAY = Symbol.for("Jupyter.display");

/** Shows results, and makes each cell of the notebook that runs this, if any, wait for its outputs. */
export function prepareNotebook(): void {
  const internals = kernelInternals();
  if (internals === undefined) return;
  showFunctions(internals);
  if (Deno.build.os !== "windows") waitForOutputs(internals);
}

/** Layers and models are functions, which the kernel does not ask how they are shown. */
function showFunctions(internals: Internals): void {
  const show = internals.broadcastResult;
  internals.broadcastResult = (executionCount, result) => {
    const display: unknown = typeof result === "function" && Reflect.get(result, DISPLAY);
    const shown = typeof display === "function" ? { [DISPLAY]: display.bind(result) } : result;
    return show(executionCount, shown);
  };
}

function waitForOutputs(internals: Internals): void {
  const show = internals.broadcastResult;
  let address: Promise<Address> | undefined;
  internals.broadcastResult = async (executionCount, result) => {
    await show(executionCount, result);
    try {
      await drain(await (address ??= outputAddress()));
    } catch {
      // Nothing is wrong with the cell; at worst an output comes late, as it would without this.
    }
  };
  if (Deno.build.os === "linux") waitWhereErrorsAreRead();
}

/**
 * Makes the kernel's reading of a cell's error wait. It calls a function of its own for that, so that
 * nobody else is on the stack where `instanceof Error` is asked; a cell that asks at its top waits, too.
 */
function waitWhereErrorsAreRead(): void {
  const isInstance = Function.prototype[Symbol.hasInstance];
  let address: Address | undefined;
  const value = function (this: unknown, object: unknown): boolean {
    if (this === Error) {
      try {
        if (isAskedFirst(value)) drainAtOnce(address ??= addressIn(readOwnCommandLine()));
      } catch {
        // As above: at worst an output comes late.
      }
    }
    return isInstance.call(this, object);
  };
  Object.defineProperty(Error, Symbol.hasInstance, { value, configurable: true, writable: true });
}

/** Whether the caller of a function was called by nobody. */
function isAskedFirst(called: (...args: never[]) => unknown): boolean {
  const [limit, place] = [Error.stackTraceLimit, { stack: "" }];
  Error.stackTraceLimit = 2;
  Error.captureStackTrace(place, called);
  Error.stackTraceLimit = limit;
  return place.stack.split("\n    at ").length === 2;
}

/** The kernel's inner object; `undefined` outside of notebooks. */
function kernelInternals(): Internals | undefined {
  if (!isDeno) return undefined;
  const key: unknown = Reflect.get(Deno, "internal");
  const inner: unknown = typeof key === "symbol" ? Reflect.get(Deno, key) : undefined;
  const jupyter = (inner as { jupyter?: Partial<Internals> } | undefined)?.jupyter;
  return typeof jupyter?.broadcastResult === "function" ? jupyter as Internals : undefined;
}

/** Path of the connection file in the command line of a kernel, whose parts `separator` parts. */
export function connectionFileIn(commandLine: string, separator: string): string | undefined {
  const [, rest] = commandLine.split(`${separator}--conn${separator}`);
  // Everything up to the end: a path may have spaces, and the kernel takes nothing after it.
  return rest?.replace(/[\0\n]+$/, "");
}

/** Where this process, a kernel, sends its outputs. */
async function outputAddress(): Promise<Address> {
  return addressIn(
    Deno.build.os === "linux" ? readOwnCommandLine() : connectionFileIn(await processStatus(), " "),
  );
}

/** Path of the connection file, on Linux. */
function readOwnCommandLine(): string | undefined {
  return connectionFileIn(Deno.readTextFileSync(`/proc/${Deno.pid}/cmdline`), "\0");
}

/** The address that a connection file tells. */
function addressIn(path: string | undefined): Address {
  if (path === undefined) throw new Error("internal: the kernel's connection file is not known");
  const { ip, iopub_port } = JSON.parse(Deno.readTextFileSync(path));
  return { hostname: ip, port: iopub_port };
}

/** This process's command line as `ps` has it. */
async function processStatus(): Promise<string> {
  const args = ["-ww", "-o", "command=", "-p", String(Deno.pid)];
  return new TextDecoder().decode((await new Deno.Command("ps", { args }).output()).stdout);
}

/** Waits until everything that is queued has been sent. */
async function drain(address: Address): Promise<void> {
  const mark = `kerasaur-${crypto.randomUUID()}`;
  const listener = await Listener.connect(address, mark);
  try {
    // Nothing says when the kernel has taken notice of a listener: until then marks are lost.
    for (let pause = 1; !listener.hasEnded; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      if (performance.now() - listener.heardAt > PATIENCE) return;
      await queueMark(mark);
      await listener.endedWithin(pause);
    }
  } finally {
    listener.close();
  }
}

/** Puts a mark into the queue, before it returns. */
function queueMark(mark: string): Promise<void> | undefined {
  return Deno.jupyter.broadcast("update_display_data", {
    data: {},
    metadata: {},
    transient: { display_id: mark },
  });
}

/** Waits until everything that is queued has been sent, and lets nothing else run meanwhile. */
function drainAtOnce({ hostname, port }: Address): void {
  const mark = `kerasaur-${crypto.randomUUID()}`;
  const listener = new BlockingListener(hostname, port);
  const decoder = new TextDecoder("latin1");
  try {
    listener.send(SUBSCRIPTION);
    let [tail, heardAt, markedAt, pause] = ["", performance.now(), -Infinity, 1];
    while (!tail.includes(mark) && performance.now() - heardAt < PATIENCE) {
      if (performance.now() - markedAt > pause) {
        void queueMark(mark);
        [markedAt, pause] = [performance.now(), Math.min(2 * pause, LONGEST_PAUSE)];
      }
      const bytes = listener.receive();
      if (bytes === undefined) sleep(0.2);
      else {
        tail = tail.slice(-mark.length) + decoder.decode(bytes);
        heardAt = performance.now();
        listener.send(NUDGE);
      }
    }
  } finally {
    listener.close();
  }
}

/** A connection to the outputs that is read up to a mark. */
class Listener {
  readonly #connection: Deno.TcpConn;
  readonly #end: Promise<void>;

  /** Whether the mark has come, or nothing more will. */
  hasEnded = false;
  /** When something came last. */
  heardAt = performance.now();

  private constructor(connection: Deno.TcpConn, mark: string) {
    this.#connection = connection;
    this.#end = this.#read(mark).catch(() => {}).finally(() => this.hasEnded = true);
  }

  static async connect(address: Address, mark: string): Promise<Listener> {
    const connection = await Deno.connect(address);
    connection.setNoDelay();
    const listener = new Listener(connection, mark);
    await connection.write(SUBSCRIPTION);
    return listener;
  }

  /** Waits for the end, for some milliseconds at most. */
  async endedWithin(ms: number): Promise<void> {
    const { promise: pause, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    await Promise.race([this.#end, pause]);
    clearTimeout(timer);
  }

  close(): void {
    this.#connection.close();
  }

  async #read(mark: string): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const decoder = new TextDecoder("latin1");
    for (let tail = ""; !tail.includes(mark);) {
      const count = await this.#connection.read(buffer);
      if (count === null) return;
      tail = tail.slice(-mark.length) + decoder.decode(buffer.subarray(0, count));
      this.heardAt = performance.now();
      await this.#connection.write(NUDGE);
    }
  }
}

/**
 * A subscription to nothing. The kernel sends small packets and waits for the acknowledgement of
 * each, which the operating system holds back for 40 ms unless there is something to send.
 */
const NUDGE = Uint8Array.of(0, 2, 1, 0);

/** What a subscriber says first, in ZeroMQ's protocol 3.0: greeting, type, and "everything". */
const SUBSCRIPTION = subscription();

function subscription(): Uint8Array<ArrayBuffer> {
  const text = (value: string) => [...new TextEncoder().encode(value)];
  const greeting = new Uint8Array(64);
  greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, ...text("NULL")]);
  const ready = [5, ...text("READY"), 11, ...text("Socket-Type"), 0, 0, 0, 3, ...text("SUB")];
  return Uint8Array.of(...greeting, 4, ready.length, ...ready, 0, 1, 1);
}
