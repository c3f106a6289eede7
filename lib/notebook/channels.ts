/**
 * The four ZeroMQ sockets to a kernel. The addon's wake-ups get lost in Deno now and then (its
 * watcher misses edges of ZeroMQ's file descriptor), so the sockets are asked directly whether
 * something can be read, every millisecond while something is awaited.
 *
 * @module
 */
import * as zmq from "zeromq";
import { type Message, MessageCodec } from "./wire.ts";

/** What Jupyter's connection file says, in its own spelling. */
export interface ConnectionInfo {
  /** Address the kernel binds to. */
  ip: string;
  /** Always `tcp` here. */
  transport: "tcp";
  /** Requests to run code. */
  shell_port: number;
  /** Interrupt and shutdown. */
  control_port: number;
  /** Outputs. */
  iopub_port: number;
  /** Questions from the kernel to the user. */
  stdin_port: number;
  /** Heartbeat. */
  hb_port: number;
  /** Key of the signatures. */
  key: string;
  /** Always `hmac-sha256`. */
  signature_scheme: "hmac-sha256";
  /** Always `deno`. */
  kernel_name: "deno";
}

/** Name of a channel a message came in on. */
export type ChannelName = "shell" | "control" | "iopub" | "stdin";

/**
 * Ports that kernels are given. Systems take the ports of outgoing connections from above; a socket
 * that tries to connect to such a port before the kernel listens may be given that same port, and
 * connect to itself.
 */
const PORTS = { from: 20_000, to: 32_000 };

/** Listens on a port that is free now. */
function listenAnywhere(): Deno.Listener {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    try {
      return Deno.listen({ hostname: "127.0.0.1", port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

/** Free ports and a fresh key on the loopback address. */
export function newConnection(): ConnectionInfo {
  const listeners = Array.from({ length: 5 }, listenAnywhere);
  const ports = listeners.map((listener) => (listener.addr as Deno.NetAddr).port);
  for (const listener of listeners) listener.close();
  return {
    ip: "127.0.0.1",
    transport: "tcp",
    shell_port: ports[0]!,
    control_port: ports[1]!,
    iopub_port: ports[2]!,
    stdin_port: ports[3]!,
    hb_port: ports[4]!,
    key: crypto.randomUUID(),
    signature_scheme: "hmac-sha256",
    kernel_name: "deno",
  };
}

/** Messages read per socket in one round, so that a flood cannot starve the deadline checks. */
const MAX_MESSAGES_A_ROUND = 500;

const SOCKET_OPTIONS = { linger: 0, reconnectInterval: 2 };

/** The sockets of one kernel, opened at once: ZeroMQ connects when the kernel is there. */
export class Channels {
  readonly #codec: MessageCodec;
  readonly #shell: zmq.Dealer;
  readonly #control: zmq.Dealer;
  #iopub: zmq.Subscriber;
  readonly #iopubAddress: string;
  readonly #stdin: zmq.Dealer;
  #closed = false;
  #nudged = false;

  /** Opens the sockets; `connection` is what the kernel is given, too. */
  constructor(connection: ConnectionInfo) {
    this.#codec = new MessageCodec(connection.key);
    // Jupyter's kernels match shell and stdin by the routing id.
    const options = { ...SOCKET_OPTIONS, routingId: crypto.randomUUID() };
    this.#shell = new zmq.Dealer(options);
    this.#control = new zmq.Dealer(options);
    this.#stdin = new zmq.Dealer(options);
    const address = (port: number) => `tcp://${connection.ip}:${port}`;
    this.#shell.connect(address(connection.shell_port));
    this.#control.connect(address(connection.control_port));
    this.#stdin.connect(address(connection.stdin_port));
    this.#iopubAddress = address(connection.iopub_port);
    this.#iopub = this.#subscribe();
  }

  /**
   * Connects to the outputs once more. A kernel that publishes while the connection is being made
   * breaks it off for good.
   */
  reconnectOutputs(): void {
    this.#iopub.close();
    this.#nudged = false;
    this.#iopub = this.#subscribe();
  }

  #subscribe(): zmq.Subscriber {
    const socket = new zmq.Subscriber({ ...SOCKET_OPTIONS, receiveHighWaterMark: 0 });
    socket.connect(this.#iopubAddress);
    socket.subscribe();
    return socket;
  }

  /** Sends a request; resolves to its id. */
  async send(
    channel: "shell" | "control",
    type: string,
    content: Record<string, unknown>,
  ): Promise<string> {
    const { id, frames } = this.#codec.encode(type, content);
    await (channel === "shell" ? this.#shell : this.#control).send(frames);
    return id;
  }

  /** Sends a message that another client made. */
  async forward(
    channel: "shell" | "control" | "stdin",
    message: Message,
    metadata: unknown,
  ): Promise<void> {
    const sockets = { shell: this.#shell, control: this.#control, stdin: this.#stdin };
    await sockets[channel].send(this.#codec.frames(message, metadata));
  }

  /** Hands every message that has arrived to `handle`; resolves to how many there were. */
  async drain(handle: (channel: ChannelName, message: Message) => void): Promise<number> {
    let count = 0;
    // Outputs first: a reply on the shell channel comes after the outputs it ends.
    const sockets = [
      ["iopub", this.#iopub],
      ["shell", this.#shell],
      ["control", this.#control],
      ["stdin", this.#stdin],
    ] as const;
    for (const [name, socket] of sockets) {
      for (let i = 0; i < MAX_MESSAGES_A_ROUND && !this.#closed && socket.readable; i++) {
        const frames = await socket.receive();
        handle(name, this.#codec.decode(frames));
        count++;
      }
    }
    return count;
  }

  /**
   * Makes the output connection acknowledge what it has received. The kernel sends small packets
   * and waits for the acknowledgement of each, which the operating system holds back for 40 ms
   * unless there is something to send: subscribing to a topic that nobody uses is.
   */
  acknowledge(): void {
    this.#nudged = !this.#nudged;
    if (this.#nudged) this.#iopub.subscribe("unused");
    else this.#iopub.unsubscribe("unused");
  }

  /** Closes the sockets; safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const socket of [this.#shell, this.#control, this.#iopub, this.#stdin]) socket.close();
  }
}
