/**
 * Kills a program in the middle of saving, again and again, and looks at what lies on disk.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { NdArray } from "../../lib/display/ndarray.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { decodeKerasH5 } from "../../lib/io/keras_h5.ts";
import { decodeNpy } from "../../lib/io/npy.ts";
import { decodeNpz } from "../../lib/io/npz.ts";
import { saveFile } from "../../lib/io/save_file.ts";
import type { Draw } from "./mutations.ts";

/** How each file is read. */
const READERS: Readonly<Record<string, (reader: ByteReader) => NdArray>> = {
  "x.npy": decodeNpy,
  "x.npz": (reader) => decodeNpz(reader).get("x")!,
  "x.h5": (reader) => decodeKerasH5(reader).layers[0]!.weights[0]!.array,
};

/** What was found. */
export interface KillReport {
  /** Kills. */
  kills: number;
  /** Files read, all of them after a kill. */
  read: number;
  /** Kills that left a temporary file: those in the middle of writing. */
  inTheMiddle: number;
  /** Files that are neither an old nor a new content. */
  torn: string[];
  /** Temporary files that the next save left lying. */
  left: string[];
}

/** Kills the saving program `times` times, each at a random moment. */
export async function killDuringSave(times: number, draw: Draw): Promise<KillReport> {
  const report: KillReport = { kills: 0, read: 0, inTheMiddle: 0, torn: [], left: [] };
  const saver = fileURLToPath(new URL("./saver.ts", import.meta.url));
  const folder = await Deno.makeTempDir();
  for (; report.kills < times; report.kills++) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", saver, folder],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const output = child.stdout.getReader();
    await output.read();
    await new Promise((resolve) => setTimeout(resolve, draw(60)));
    child.kill("SIGKILL");
    await child.status;
    await output.cancel();
    inspect(folder, report);
  }
  saveFile("save", `${folder}/last`, new Uint8Array(1));
  report.left = drafts(folder);
  await Deno.remove(folder, { recursive: true });
  return report;
}

/** Temporary files in a folder. */
function drafts(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((it) => it.endsWith(".tmp"));
}

/** Reads every file. The draft of a killed program stays for the next one to clear away. */
function inspect(folder: string, report: KillReport): void {
  for (const [name, read] of Object.entries(READERS)) {
    try {
      const { data } = read(new ByteReader(name, Deno.readFileSync(`${folder}/${name}`)));
      report.read++;
      const first = data[0];
      if ((data as Float32Array).some((value) => value !== first)) {
        report.torn.push(`${name} mixed`);
      }
    } catch (error) {
      report.torn.push(String(error));
    }
  }
  if (drafts(folder).length > 0) report.inTheMiddle++;
}
