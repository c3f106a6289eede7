/**
 * Contestants of benchmarks other than the engine's: what each is called, what it needs, and how
 * those that are on this machine are started.
 *
 * @module
 */
import { write } from "./command_line.ts";
import { Contestant, findPeers, type Launch } from "./contestants.ts";

/** A contestant. */
export interface Entry {
  readonly name: string;
  readonly title: string;
  readonly launch: Launch;
  /** Whether its work takes so long that it takes one turn a case. */
  readonly isSlow?: boolean;
  /** What it needs that this machine may not have. */
  readonly needs: string;
}

/** Whom to start, and with what. */
export interface StartOptions {
  readonly python: string | undefined;
  readonly threads: number;
  /** Names of those who were asked for; `undefined` for all. */
  readonly contestants: readonly string[] | undefined;
}

/** Who was started, what they run on, and who is not on this machine, and why. */
export interface Started {
  readonly started: readonly Contestant[];
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

/** What an entry is called in reports. */
export function titleIn(entries: readonly Entry[]): (name: string) => string {
  return (name) => entries.find((it) => it.name === name)?.title ?? name;
}

const isPython = ({ launch }: Entry): boolean => launch.script.pathname.endsWith(".py");

/** Starts everybody who was asked for. */
export async function startEntries(
  entries: readonly Entry[],
  { python, threads, contestants }: StartOptions,
): Promise<Started> {
  const scripts = new Set(entries.filter(isPython).map(({ launch }) => launch.script.href));
  const found = await Promise.all([...scripts].map((it) => findPeers(new URL(it), python)));
  const present = found.flat();
  const started: Contestant[] = [];
  const versions: Record<string, string> = {};
  const missing: string[] = [];
  for (const entry of entries) {
    const { name, title, launch, needs } = entry;
    if (contestants?.includes(name) === false) continue;
    if (isPython(entry) && !present.includes(name)) {
      missing.push(`${title}: this Python has not ${needs}`);
      continue;
    }
    write(Deno.stderr, `starting ${name}\n`);
    try {
      const made = await Contestant.start(name, { python, threads, before: undefined }, launch);
      started.push(made.contestant);
      Object.assign(versions, made.versions);
    } catch (error) {
      missing.push(`${title}: did not start: ${(error as Error).message}`);
    }
  }
  return { started, versions, missing };
}
