/**
 * `deno task gpu`: measures this library on a graphics card, beside PyTorch and JAX on the same card,
 * and compares results with those of the cpu device. `--help` says how.
 *
 * @module
 */
import { type Adapter, bestAdapter, graphicsAdapters } from "../lib/devices/vulkan.ts";
import {
  type Choice,
  runBenchmark,
  type Settings,
  settingsHelp,
  statusOf,
  writeMarkdown,
} from "./bench/command_line.ts";
import { type Contest, runModels } from "./bench/models/bench.ts";
import type { ModelCase } from "./bench/models/cases.ts";
import type { ModelsResult } from "./bench/models/report.ts";
import { gpuCases, SIZES } from "./gpu/cases.ts";
import { ENTRIES, REFERENCE } from "./gpu/contestants.ts";
import { type GpuResult, markdownReport, screenReport } from "./gpu/report.ts";

const helpOf = (choice: Choice<ModelCase>) =>
  `Times models and products on a graphics card, beside others, in one run, and compares their results
with the cpu device's. Who is not on this machine, or finds no card, is left out with a note. The
report is written after each case, so that a run that is stopped leaves what it found.

    deno task gpu [OPTIONS]

    --sizes N,...           sizes of products; default ${SIZES.join(",")}
${settingsHelp(choice, "PyTorch and JAX")}`;

/** The sizes that were asked for, and the other arguments. */
function takeSizes(args: readonly string[]): { sizes: readonly number[]; rest: string[] } {
  const rest = args.flatMap((it) => it.startsWith("--sizes=") ? ["--sizes", it.slice(8)] : [it]);
  const at = rest.indexOf("--sizes");
  if (at < 0) return { sizes: SIZES, rest };
  const [, text = ""] = rest.splice(at, 2);
  const sizes = text.split(",").map(Number);
  if (sizes.every((it) => Number.isInteger(it) && it > 0)) return { sizes, rest };
  throw new RangeError(`gpu: expected whole numbers from 1, received --sizes=${text}`);
}

/** The card in words. */
function describeCard(adapter: Adapter | undefined): string {
  if (adapter === undefined) return "no adapter known to Vulkan";
  const { name, kind, driver, api } = adapter;
  const what = `${name} (${kind}), driver ${driver}, ${api}`;
  return kind === "software" ? `${what}: no card, so these times say nothing of one` : what;
}

/** Says that there is nothing to report. */
function refuseReport(found: string): never {
  throw new RangeError(`gpu: expected a graphics card for a report, received ${found}`);
}

/** Runs the command line; resolves to the exit status. */
async function main(args: readonly string[]): Promise<number> {
  return await statusOf(async () => {
    const { sizes, rest } = takeSizes(args);
    const threads = navigator.hardwareConcurrency;
    const cases = gpuCases(sizes);
    const choice: Choice<ModelCase> = { flag: "gpu", cases, entries: ENTRIES, threads };
    const adapter = bestAdapter(graphicsAdapters() ?? []);
    const run = async (settings: Settings<ModelCase>): Promise<GpuResult> => {
      const isReported = settings.markdown !== undefined;
      if (isReported && adapter?.kind === "software") refuseReport(`only ${adapter.name}`);
      const withCard = (result: ModelsResult): GpuResult => {
        const isAlone = result.contestants.every((it) => it === REFERENCE);
        if (isReported && isAlone) refuseReport(`none: ${result.missing.join("; ")}`);
        return { ...result, card: describeCard(adapter) };
      };
      const contest: Contest = {
        entries: ENTRIES,
        reference: REFERENCE,
        task: "gpu",
        isLasting: true,
        async onCase(result) {
          if (settings.markdown === undefined) return;
          const found = withCard(result);
          await writeMarkdown(settings.markdown, (previous) => markdownReport(found, previous));
        },
      };
      return withCard(await runModels(settings, contest));
    };
    const help = helpOf(choice);
    return await runBenchmark(rest, { choice, help, run, screenReport, markdownReport });
  });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
