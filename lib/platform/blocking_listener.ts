/**
 * A connection to a port of this machine that is read without giving way: nothing else of the program
 * runs while it waits. Deno has none, the C library does; on Linux only.
 *
 * @module
 */

/** The functions of the C library. */
const FUNCTIONS = {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

/** Linux's numbers: addresses of four bytes, streams, and calls that do not wait or raise signals. */
const [AF_INET, SOCK_STREAM, MSG_DONTWAIT, MSG_NOSIGNAL] = [2, 1, 0x40, 0x4000];

let library: Deno.DynamicLibrary<typeof FUNCTIONS> | undefined;

/** A connection. */
export class BlockingListener {
  readonly #socket: number;
  readonly #functions: Deno.DynamicLibrary<typeof FUNCTIONS>["symbols"];
  readonly #buffer = new Uint8Array(65_536);

  /**
   * Connects.
   *
   * @param hostname Four numbers with dots between them.
   * @throws {Error} where the C library or the port cannot be reached.
   */
  constructor(hostname: string, port: number) {
    this.#functions = (library ??= Deno.dlopen("libc.so.6", FUNCTIONS)).symbols;
    this.#socket = this.#functions.socket(AF_INET, SOCK_STREAM, 0);
    const address = new Uint8Array(16);
    address.set([AF_INET, 0, port >> 8, port & 255, ...hostname.split(".").map(Number)]);
    if (this.#functions.connect(this.#socket, address, address.length) !== 0) {
      this.close();
      throw new Error(`internal: ${hostname}:${port} cannot be reached`);
    }
  }

  /** Sends some bytes. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#functions.send(this.#socket, bytes, BigInt(bytes.length), MSG_NOSIGNAL);
  }

  /** What has arrived, without waiting for more; `undefined` for nothing. */
  receive(): Uint8Array | undefined {
    const { length } = this.#buffer;
    const count = this.#functions.recv(this.#socket, this.#buffer, BigInt(length), MSG_DONTWAIT);
    return count > 0n ? this.#buffer.subarray(0, Number(count)) : undefined;
  }

  /** Ends the connection. */
  close(): void {
    this.#functions.close(this.#socket);
  }
}

/** Lets some milliseconds pass, in which nothing of this program runs. */
export function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
