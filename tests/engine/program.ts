/**
 * Programs in processes of their own, for what concerns a whole process: its threads, its memory, its
 * permissions, its end.
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a program is run. */
export interface ProgramOptions {
  readonly env?: Record<string, string>;
  /** Deno's flags; by default everything is allowed. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  /** Seconds after which it is ended, for programs that might hang. */
  readonly seconds?: number;
  /** Whether it has a terminal, on which Deno asks for what is not allowed; not on all systems. */
  readonly onTerminal?: boolean;
}

/** How a program ended. */
export interface Ended {
  /** Its exit status; 143 where it was ended. */
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the text of a program as if it lay in the root of this repository. */
export async function program(
  text: string,
  { env = {}, flags = ["-A"], args = [], seconds = 60, onTerminal }: ProgramOptions = {},
): Promise<Ended> {
  const file = await Deno.makeTempFile({ dir: ROOT, suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, text);
    const prompt = onTerminal ? [] : ["--no-prompt"];
    const command = [Deno.execPath(), "run", ...prompt, "--no-check", ...flags, file, ...args];
    const [first = "", ...rest] = onTerminal
      ? ["script", "--quiet", "--return", "--command", command.join(" "), "/dev/null"]
      : command;
    const { stdout, stderr, code } = await new Deno.Command(first, {
      args: rest,
      cwd: ROOT,
      env: { NO_COLOR: "1", KERASAUR_DEVICE: "cpu", ...env },
      signal: AbortSignal.timeout(seconds * 1000),
    }).output();
    const decoder = new TextDecoder();
    return { code, out: decoder.decode(stdout).trim(), error: decoder.decode(stderr) };
  } finally {
    await Deno.remove(file);
  }
}
