/**
 * Turns on a machine that others use as well: a turn waits until they pause, and is taken again if
 * they came back meanwhile, as long as the patience lasts. Linux tells what others use; elsewhere
 * each turn is taken once.
 *
 * @module
 */
import type { Contestant } from "./contestants.ts";
import type { Answer, Request } from "./serve.ts";

/** Cores that others may use while a turn counts as quiet. */
export const QUIET_CORES = 0.15;

/** What was answered, and how many cores others used meanwhile. */
export interface Turn {
  readonly answer: Answer;
  /** `undefined` where the system does not tell. */
  readonly others: number | undefined;
}

const TICKS_A_SECOND = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Seconds of all cores that were used, and those of one process. */
function used(pid: number): { at: number; all: number; own: number } | undefined {
  if (Deno.build.os !== "linux") return undefined;
  const [line = ""] = Deno.readTextFileSync("/proc/stat").split("\n", 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = line.split(/\s+/).slice(1)
    .map(Number);
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // The name, in parentheses, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const own = Number(fields[11]) + Number(fields[12]);
  const all = user + nice + system + irq + soft;
  return { at: performance.now() / 1000, all: all / TICKS_A_SECOND, own: own / TICKS_A_SECOND };
}

/** Cores that others used between two moments. */
function between(a: ReturnType<typeof used>, b: ReturnType<typeof used>): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  return Math.max(0, (b.all - a.all - (b.own - a.own)) / (b.at - a.at));
}

/** Lets a contestant take a turn; of several, the least disturbed one counts. */
export async function takeTurn(
  contestant: Contestant,
  request: Request,
  patienceMs: number,
): Promise<Turn> {
  const end = performance.now() + patienceMs;
  let best: Turn | undefined;
  do {
    let before = used(contestant.pid);
    await pause(100);
    while (performance.now() < end) {
      const now = used(contestant.pid);
      if ((between(before, now) ?? 0) <= QUIET_CORES) break;
      before = now;
      await pause(100);
    }
    const start = used(contestant.pid);
    const answer = await contestant.ask(request);
    const turn = { answer, others: between(start, used(contestant.pid)) };
    if (best?.others === undefined || (turn.others ?? 0) < best.others) best = turn;
    if (answer.error !== undefined) break;
  } while ((best.others ?? 0) > QUIET_CORES && performance.now() < end);
  return best;
}

/** How many turns contestants take in a case, and how. */
export interface Rounds {
  readonly rounds: number;
  readonly budgetMs: number;
  /** How long a turn waits for others, or is repeated because of them, in seconds. */
  readonly patience: number;
}

/** All turns of one case. */
export interface Turns {
  /** Answers of each contestant, round by round, up to the first error. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
  /** Cores that others used in each turn that counts. */
  readonly others: readonly number[];
}

/**
 * Lets contestants take turns in a case, round by round.
 *
 * @param once Names of those whose work takes so long that they take one turn.
 */
export async function takeTurns(
  benchCase: Request["case"],
  contestants: readonly Contestant[],
  { rounds, budgetMs, patience }: Rounds,
  once: ReadonlySet<string> = new Set(),
): Promise<Turns> {
  const answers: Record<string, Answer[]> = {};
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const list = answers[contestant.name] ??= [];
      if (list.at(-1)?.error !== undefined) continue;
      if (round > 0 && once.has(contestant.name)) continue;
      const request = { case: benchCase, budget_ms: budgetMs };
      const turn = await takeTurn(contestant, request, patience * 1000);
      list.push(turn.answer);
      if (turn.others !== undefined && turn.answer.error === undefined) others.push(turn.others);
    }
  }
  return { answers, others };
}
