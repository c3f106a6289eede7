// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * `deno task setup:tensorflow`: makes the tensorflow device usable. Takes an addon that is there,
 * else builds one, from the sources in an npm package, against an installed TensorFlow.
 *
 *     deno run -A scripts/setup_tensorflow.ts [--tensorflow DIR] [--gpu] [--check]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { setupRoot, writeSetup } from "../lib/devices/tensorflow_setup.ts";
import { findCompiler } from "./tensorflow/compile.ts";
import { findTensorflow } from "./tensorflow/find.ts";
import { inspectTensorflow, type Installation } from "./tensorflow/inspect.ts";
import { withLock } from "./tensorflow/place.ts";
import { explain, say, SetupError, step } from "./tensorflow/report.ts";
import { bringSources, cachedSources } from "./tensorflow/sources.ts";
import {
  build,
  checkGpu,
  isBuiltAs,
  probeAddon,
  type Setup,
  setupKey,
  tryCurrent,
} from "./tensorflow/ways.ts";

/** What `--help` prints. */
const HELP =
  `Sets the tensorflow device up: the addon of @tensorflow/tfjs-node-gpu over an installed TensorFlow.

    deno task setup:tensorflow [options]

--tensorflow DIR   the TensorFlow to build against: .../site-packages/tensorflow, or an unpacked
                   libtensorflow; default: TENSORFLOW_DIR, else the one of VIRTUAL_ENV, .venv, venv
                   or python3, else /usr/local
--gpu              fail unless TensorFlow sees a GPU
--check            only report; nothing is downloaded, built or written
--help             print this

Environment: KERASAUR_CACHE_DIR (where the addon goes), CXX (compiler), TENSORFLOW_DIR.
Exit status: 0 the device is usable; 1 it is not; 2 wrong usage.
`;

interface Options {
  readonly tensorflow?: string;
  readonly gpu: boolean;
  readonly check: boolean;
}

/** Tries a way; says why it is not open. */
async function attempt<T>(name: string, run: () => Promise<T>, describe?: (it: T) => string) {
  try {
    return await step(name, run, describe);
  } catch (error) {
    explain(error).forEach(say);
    return undefined;
  }
}

const describeSetup = ({ tensorflow, gpu, addon }: Setup) =>
  `TensorFlow ${tensorflow} on ${gpu ? "a GPU" : "the processor"}, ${addon}`;

/** The TensorFlow to build against: the first place that has a usable one. */
async function chooseTensorflow(named?: string): Promise<Installation | undefined> {
  for (const { source, folder, reason } of await findTensorflow(named)) {
    const found = await attempt(
      `look for TensorFlow: ${source}`,
      () => {
        if (folder !== undefined) return inspectTensorflow(folder);
        throw new SetupError(reason!, "name one with --tensorflow DIR or TENSORFLOW_DIR");
      },
      ({ version, libraries }) => `${version}, ${libraries[0]}`,
    );
    if (found) return found;
  }
  return undefined;
}

/** Builds, unless the same was built before and works. */
async function buildFresh(root: string, options: Options): Promise<Setup | undefined> {
  if (Deno.build.os !== "linux") {
    say(`expected Linux, where the addon can be built, received ${Deno.build.os}`);
    return undefined;
  }
  const tensorflow = await chooseTensorflow(options.tensorflow);
  if (!tensorflow) return undefined;
  const compiler = await attempt("find a compiler", findCompiler, ({ version }) => version);
  if (!compiler) return undefined;
  if (options.check) {
    const sources = await cachedSources();
    say(sources ? "the package's sources are in Deno's cache" : "the sources would be downloaded");
    return undefined;
  }
  const sources = await attempt(
    "bring the package's sources",
    bringSources,
    (it) => it.packageFolder,
  );
  if (!sources) return undefined;
  const key = await setupKey(tensorflow, sources);
  const waiting = () => say("waiting for another set-up to end");
  return await attempt("build the addon and test it", () =>
    withLock(root, waiting, async () => {
      let setup = await tryCurrent(root).catch(() => undefined);
      if (!setup || !isBuiltAs(setup, key)) {
        setup = await build(root, key, compiler, sources, tensorflow);
      }
      checkGpu(options.gpu, { version: setup.tensorflow, gpu: setup.gpu });
      writeSetup(root, setup);
      return setup;
    }), describeSetup);
}

/** An addon that is there, if the user named no TensorFlow. */
async function useExisting(root: string, { gpu }: Options): Promise<Setup | undefined> {
  return await attempt("look for an addon that was set up", async () => {
    const setup = await tryCurrent(root);
    checkGpu(gpu, { version: setup.tensorflow, gpu: setup.gpu });
    return setup;
  }, describeSetup);
}

/** Tries the ways in turn. */
async function setUp(options: Options): Promise<boolean> {
  const root = setupRoot();
  if (root === undefined) {
    throw new SetupError("no cache folder is known", "set HOME or KERASAUR_CACHE_DIR");
  }
  const named = options.tensorflow !== undefined;
  const setup = (named ? undefined : await useExisting(root, options)) ??
    await buildFresh(root, options);
  if (setup) {
    await step("load it from where it is", () => probeAddon(setup.addon));
    console.log("the tensorflow device is usable: KERASAUR_DEVICE=tensorflow");
    return true;
  }
  console.log(
    options.check
      ? "the tensorflow device is not set up; without --check this command would set it up as far as the steps above allow"
      : "the tensorflow device is not usable; the steps above say why and what helps",
  );
  return false;
}

/** Runs the command line; returns the exit status. */
async function main(args: readonly string[]): Promise<number> {
  const unknown: string[] = [];
  const parsed = parseArgs([...args], {
    boolean: ["gpu", "check", "help"],
    string: ["tensorflow"],
    alias: { h: "help" },
    unknown: (argument: string) => void unknown.push(argument),
  });
  if (unknown.length > 0 || parsed._.length > 0 || parsed.tensorflow === "") {
    const what = [...unknown, ...parsed._].join(" ") || "--tensorflow without a folder";
    console.error(`setup:tensorflow: unknown argument ${what}\n\n${HELP}`);
    return 2;
  }
  if (parsed.help) {
    console.log(HELP);
    return 0;
  }
  const tensorflow = parsed.tensorflow as string | undefined;
  const options = {
    gpu: parsed.gpu === true,
    check: parsed.check === true,
    ...(tensorflow === undefined ? {} : { tensorflow }),
  };
  return await setUp(options) ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
