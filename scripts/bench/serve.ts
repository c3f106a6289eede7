/**
 * A contestant's side of the conversation: one request a line on the standard input, one answer a
 * line on the standard output. peers.py speaks the same.
 *
 * @module
 */
import { lines } from "./lines.ts";
import { measure, type Prepared } from "./measure.ts";
import type { BenchCase } from "./workloads.ts";

/** What a contestant is asked for. */
export interface Request<Work = unknown> {
  readonly case: BenchCase<Work>;
  readonly budget_ms: number;
}

/** What a contestant says when it is ready. */
export interface Greeting {
  /** Versions of what it runs on. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What a contestant answers. */
export interface Answer {
  readonly case: string;
  readonly median_ms?: number;
  readonly min_ms?: number;
  readonly reps?: number;
  readonly check?: readonly number[];
  /** What the first call took, where somebody asks. */
  readonly first_ms?: number;
  /** Why there is no time. */
  readonly error?: string;
}

/** Prepares the work of a case; `undefined` where the contestant has nothing like it. */
export type Prepare<Work> = (work: Work) => Prepared | undefined | Promise<Prepared | undefined>;

function say(line: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
}

/** Answers requests until the input ends; then the process ends, whatever threads it has left. */
export async function serve<Work>(
  versions: Greeting["versions"],
  prepare: Prepare<Work>,
): Promise<never> {
  say({ versions } satisfies Greeting);
  let current: { name: string; work: Prepared | undefined; error?: string } | undefined;
  for await (const line of lines(Deno.stdin.readable)) {
    const request = JSON.parse(line) as Request<Work>;
    const { name, work } = request.case;
    const warm = current?.name === name;
    try {
      if (!current || !warm) {
        current = { name, work: undefined };
        current.work = await prepare(work);
      }
      if (current.error !== undefined) throw new Error(current.error);
      if (!current.work) throw new Error("not offered");
      const timing = await measure(current.work, request.budget_ms, warm);
      const { check, firstMs } = current.work;
      const first = firstMs === undefined ? {} : { first_ms: firstMs };
      say({ case: name, ...timing, check, ...first } satisfies Answer);
    } catch (error) {
      const [message = ""] = (error as Error).message.split("\n");
      current!.error = message;
      say({ case: name, error: message } satisfies Answer);
    }
  }
  Deno.exit(0);
}
