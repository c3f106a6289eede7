/**
 * The operating system's side of a kernel: the `deno jupyter` process, its connection file, what
 * it prints on its own, and how it ends.
 *
 * @module
 */
import type { ConnectionInfo } from "./channels.ts";
import { endGroup, guarded, HAS_GUARD } from "./kernel_guard.ts";
import { stripVTControlCharacters } from "node:util";

/** Characters of the process's own output that are kept. */
const MAX_PRINTED = 20_000;
/** Milliseconds in which what a process printed at its end is read. */
const LAST_WORDS = 200;

/** A kernel that cannot be started, does not answer, or ended. */
export class KernelError extends Error {
  /** Name of this class. */
  override readonly name = "KernelError";
  /** What the kernel process printed on its own, without ANSI codes. */
  readonly printed: string;
  /** Exit status of the process; `null` while it runs or when it never started. */
  readonly exitCode: number | null;

  /** `printed` is appended to the message when there is any. */
  constructor(message: string, { printed = "", exitCode = null as number | null } = {}) {
    super(printed === "" ? message : `${message}; it printed:\n${printed}`);
    this.printed = printed;
    this.exitCode = exitCode;
  }
}

/** How to start the process. */
export interface KernelProcessOptions {
  /** Path of the Deno binary. Default: the one that runs this program. */
  denoPath?: string;
  /** Folder the kernel starts in. */
  cwd: string;
  /** Environment variables added to this program's own. */
  env?: Record<string, string>;
}

/** A running `deno jupyter` process. */
export class KernelProcess {
  readonly #child: Deno.ChildProcess;
  readonly #printed: string[] = [];
  #size = 0;
  #status: Deno.CommandStatus | undefined;

  /** Resolves when the process has ended and everything it printed was read. */
  readonly ended: Promise<void>;

  private constructor(child: Deno.ChildProcess, connectionFile: string) {
    this.#child = child;
    const readers = [child.stdout.getReader(), child.stderr.getReader()];
    const captured = Promise.all(readers.map((reader) => this.#capture(reader)));
    this.ended = (async () => {
      const status = await child.status;
      // Those that a notebook started end with its kernel.
      endGroup(child.pid);
      // Processes that the kernel started may hold its pipes open for as long as they like.
      const timer = setTimeout(() => readers.forEach((reader) => reader.cancel()), LAST_WORDS);
      await captured;
      clearTimeout(timer);
      if (HAS_GUARD) await child.stdin.abort().catch(() => {});
      await Deno.remove(connectionFile).catch(() => {});
      this.#status = status;
    })();
  }

  /**
   * Writes the connection file and starts the process.
   *
   * @throws {KernelError} when there is no such binary or folder.
   */
  static async start(
    connection: ConnectionInfo,
    { denoPath = Deno.execPath(), cwd, env = {} }: KernelProcessOptions,
  ): Promise<KernelProcess> {
    const file = await Deno.makeTempFile({ prefix: "kerasaur-kernel-", suffix: ".json" });
    await Deno.writeTextFile(file, JSON.stringify(connection));
    try {
      // The guard would start all the same, and say that it found nothing to start.
      if (/[\\/]/.test(denoPath)) await Deno.stat(denoPath);
      const { program, args, how } = guarded(file, denoPath, [
        "jupyter",
        "--kernel",
        "--conn",
        file,
      ]);
      const command = new Deno.Command(program, {
        args: [...args],
        cwd,
        env,
        ...how,
        stdout: "piped",
        stderr: "piped",
      });
      return new KernelProcess(command.spawn(), file);
    } catch (error) {
      await Deno.remove(file);
      throw new KernelError(
        `Kernel: expected to start "${denoPath} jupyter" in ${cwd}, received ${
          (error as Error).message
        }`,
      );
    }
  }

  /** Whether the process has ended. */
  get hasEnded(): boolean {
    return this.#status !== undefined;
  }

  /** Exit status, `null` while the process runs. */
  get exitCode(): number | null {
    return this.#status?.code ?? null;
  }

  /** What the process printed on its own so far, without ANSI codes and known noise. */
  get printed(): string {
    return stripVTControlCharacters(this.#printed.join(""))
      .replace(/^Warning "deno jupyter" is unstable.*\n?/m, "").trim();
  }

  /** Ends the process at once, and those that it started. */
  kill(): void {
    endGroup(this.#child.pid);
  }

  async #capture(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const text = decoder.decode(chunk.value, { stream: true });
      if (this.#size < MAX_PRINTED) this.#printed.push(text);
      this.#size += text.length;
    }
  }
}
