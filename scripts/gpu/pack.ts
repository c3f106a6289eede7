/**
 * Packs what a machine without a network needs to run `deno task gpu` and the tests on its card: Deno,
 * the npm packages from the cache of this machine, and the Vulkan loader.
 *
 *     deno run -A scripts/gpu/pack.ts FOLDER
 *
 * writes `FOLDER/kerasaur-gpu.tar.xz` and `FOLDER/here.sh`; there, `source FOLDER/here.sh` unpacks it
 * and sets PATH and the environment. Both machines are Linux on x64, this one with xz and, for the
 * loader, apt-get; the repository itself travels in its own way.
 *
 * @module
 */
import { dirname, join, relative } from "node:path";
import { write } from "../bench/command_line.ts";

/** Packages that nothing on a card runs, though Deno wants to see that they are there. */
const UNUSED = new RegExp(
  "^(@tensorflow|@esbuild|@viz-js|@rjsf|@jupyter|@jupyterlab|@lumino|@types|@webgpu|@jax-js)/|" +
    "^(lodash|lodash-es|core-js|cmake-ts|assemblyscript|binaryen|lib0|yjs|y-protocols|ajv|react|zeromq)/",
);

/** Files of the others that are for other systems, or that only compilers and readers need. */
const SPARE = [
  /\/(darwin|win32|arm64|linux\/arm64|musl[^/]*)\//,
  /\.(map|md|d\.[cm]?ts|pdb|lib)$/,
  /(^|\/)(docs?|examples?|test|tests|iife)\//,
];

/** Debian packages that let programs find a card's driver. */
const LOADER = "libvulkan1 libegl1 libglvnd0 libopengl0 libgl1 libglx0 libgles2".split(" ");

/** What is sourced on the machine with the card. */
const HERE = `\
# Source this from bash: it unpacks what lies beside it, once, and sets the environment.
kerasaur_from=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
kerasaur_to=\${KERASAUR_GPU:-/tmp/kerasaur-gpu}
if [ ! -e "$kerasaur_to/.done" ]; then
  mkdir -p "$kerasaur_to" && tar -xJf "$kerasaur_from/kerasaur-gpu.tar.xz" -C "$kerasaur_to" &&
    for deb in "$kerasaur_to"/loader/*.deb; do
      if [ -e "$deb" ]; then dpkg -x "$deb" "$kerasaur_to/loader"; fi
    done && touch "$kerasaur_to/.done"
fi
export PATH="$kerasaur_to/bin:$PATH" DENO_DIR="$kerasaur_to/deno" DENO_NO_UPDATE_CHECK=1
export LD_LIBRARY_PATH="$kerasaur_to/loader/usr/lib/x86_64-linux-gnu\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export XDG_RUNTIME_DIR=\${XDG_RUNTIME_DIR:-/tmp}
for root in /usr/local/nvidia/share /usr/share /etc; do
  if [ -e "$root/vulkan/icd.d/nvidia_icd.json" ]; then
    export VK_DRIVER_FILES="$root/vulkan/icd.d/nvidia_icd.json"
  fi
  if [ -e "$root/glvnd/egl_vendor.d/10_nvidia.json" ]; then
    export __EGL_VENDOR_LIBRARY_FILENAMES="$root/glvnd/egl_vendor.d/10_nvidia.json"
  fi
done
`;

/** Runs a program. */
async function call(program: string, args: readonly string[], cwd?: string): Promise<Uint8Array> {
  const options = cwd === undefined ? {} : { cwd };
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    ...options,
  })
    .output();
  if (success) return stdout;
  throw new Error(`gpu/pack: ${program} failed: ${new TextDecoder().decode(stderr).trim()}`);
}

/** Whether a file of the cache, by its path below the registry's folder, goes along. */
function isPacked(path: string): boolean {
  const name = path.split("/").slice(0, path.startsWith("@") ? 2 : 1).join("/");
  if (path === `${name}/registry.json`) return false;
  if (UNUSED.test(path)) return path.endsWith("/package.json") || path.endsWith("/.initialized");
  return !SPARE.some((it) => it.test(path));
}

/** All files below a folder. */
function* filesOf(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* filesOf(path);
    else yield path;
  }
}

/** Copies the npm cache without what is spare. */
async function copyCache(to: string): Promise<void> {
  const info = JSON.parse(
    new TextDecoder().decode(await call(Deno.execPath(), ["info", "--json"])),
  );
  const { npmCache } = info as { npmCache: string };
  for (const { name: registry } of Deno.readDirSync(npmCache)) {
    const root = join(npmCache, registry);
    for (const file of filesOf(root)) {
      if (!isPacked(relative(root, file))) continue;
      const copy = join(to, registry, relative(root, file));
      Deno.mkdirSync(dirname(copy), { recursive: true });
      Deno.copyFileSync(file, copy);
    }
  }
}

/** Packs all of it into a folder. */
async function pack(folder: string): Promise<void> {
  const place = Deno.makeTempDirSync();
  try {
    for (const it of ["bin", "loader"]) Deno.mkdirSync(join(place, it));
    Deno.copyFileSync(Deno.execPath(), join(place, "bin/deno"));
    await copyCache(join(place, "deno/npm"));
    await call("apt-get", ["download", ...LOADER], join(place, "loader"));
    Deno.mkdirSync(folder, { recursive: true });
    const archive = join(Deno.realPathSync(folder), "kerasaur-gpu.tar.xz");
    await call(
      "tar",
      ["-c", "--owner=0", "--group=0", "-I", "xz -T0 -9e", "-f", archive, "."],
      place,
    );
    Deno.writeTextFileSync(join(folder, "here.sh"), HERE);
    const megabytes = Deno.statSync(archive).size / 1e6;
    write(Deno.stdout, `${archive}: ${megabytes.toFixed(1)} MB\n`);
  } finally {
    Deno.removeSync(place, { recursive: true });
  }
}

if (import.meta.main) {
  const [folder, ...rest] = Deno.args;
  if (folder === undefined || rest.length > 0) {
    write(Deno.stderr, "usage: deno run -A scripts/gpu/pack.ts FOLDER\n");
    Deno.exit(2);
  }
  await pack(folder);
}
