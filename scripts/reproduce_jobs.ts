/**
 * Runs several notebooks, on several devices, a few at a time; each has a kernel of its own.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { reproduce, type ReproduceOptions } from "../lib/notebook/reproduce.ts";
import type { NotebookVerdict } from "../lib/notebook/verdicts.ts";

/** One notebook on one device. */
export interface Job {
  /** Path of the notebook. */
  readonly path: string;
  /** The device, as `--device` takes it; none for what the environment says. */
  readonly device?: string;
}

/** What came of a job: a verdict, or why there is none. */
export type JobResult = { verdict: NotebookVerdict } | { error: unknown };

/** The jobs of some notebooks on a device, or with `all` on every device the doctor finds. */
export async function planJobs(
  paths: readonly string[],
  device: string | undefined,
): Promise<Job[]> {
  if (device !== "all") {
    return paths.map((path) => device === undefined ? { path } : { path, device });
  }
  const devices = await availableDevices();
  return paths.flatMap((path) => devices.map((name) => ({ path, device: name })));
}

/** Names of the devices that are there and pass their test. */
async function availableDevices(): Promise<string[]> {
  const doctor = fileURLToPath(new URL("doctor.ts", import.meta.url));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", doctor, "--json"],
  }).output();
  try {
    const report = JSON.parse(new TextDecoder().decode(stdout)) as {
      devices: { device: string; available: boolean }[];
    };
    return report.devices.filter(({ available }) => available).map(({ device }) => device);
  } catch (cause) {
    const said = new TextDecoder().decode(stderr).trim();
    throw new Error(`reproduce: the doctor could not say which devices there are: ${said}`, {
      cause,
    });
  }
}

/**
 * Runs jobs, as many at a time as there are processors, and hands each result over in the order of
 * the jobs, as soon as those before it are there.
 */
export async function runJobs(
  jobs: readonly Job[],
  options: ReproduceOptions,
  take: (result: JobResult, job: Job) => void,
): Promise<void> {
  const results: JobResult[] = [];
  let [next, taken] = [0, 0];
  async function work(): Promise<void> {
    for (let index = next++; index < jobs.length; index = next++) {
      const { path, device } = jobs[index]!;
      const settings = device === undefined ? options : { ...options, device };
      results[index] = await reproduce(path, settings)
        .then((verdict) => ({ verdict }), (error: unknown) => ({ error }));
      for (; results[taken]; taken++) take(results[taken]!, jobs[taken]!);
    }
  }
  const workers = Math.min(jobs.length, navigator.hardwareConcurrency);
  await Promise.all(Array.from({ length: workers }, work));
}

/** A table of notebooks by devices: what became of each. */
export function matrix(jobs: readonly Job[], results: readonly JobResult[]): string {
  const paths = [...new Set(jobs.map(({ path }) => path))];
  const devices = [...new Set(jobs.map(({ device }) => device!))];
  const word = (path: string, device: string) => {
    const result = results[jobs.findIndex((job) => job.path === path && job.device === device)];
    if (!result || "error" in result) return "no run";
    const failed = result.verdict.cells.filter(({ holds }) => !holds).length;
    return failed === 0 ? "holds" : `${failed} fail`;
  };
  const rows = [
    ["notebook", ...devices],
    ...paths.map((path) => [basename(path, ".ipynb"), ...devices.map((it) => word(path, it))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((it, column) => it.padEnd(widths[column]!)).join("  ").trimEnd())
    .join("\n");
}
