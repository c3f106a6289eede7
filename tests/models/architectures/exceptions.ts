/**
 * Where Keras's golden has what is Keras's or Python's own affair, and why: one table.
 *
 * @module
 */
import type { ArchitectureGolden } from "../architecture_golden.ts";

type Structure = ArchitectureGolden["structure"];
type Config = Readonly<Record<string, unknown>>;

/** A difference that is meant. */
interface Exception {
  readonly reason: string;
  /** The golden without it. */
  adapt(structure: Structure): Structure;
}

/** A configuration with its layers changed; those for which nothing is given are left out. */
function mapLayers(
  structure: Structure,
  map: (layer: Config) => Config | undefined,
): Structure {
  const layers = structure.config["layers"] as readonly Config[];
  const config = { ...structure.config, layers: layers.map(map).filter((it) => it !== undefined) };
  return { ...structure, config };
}

/** A table without the row of `not_equal`, and without its name in the last column of others. */
function withoutNotEqual(table: string): string {
  const lines = table.split("\n");
  const row = lines.findIndex((line) => line.startsWith("│ not_equal"));
  const end = lines.findIndex((line, i) => i > row && line.startsWith("├"));
  lines.splice(row, end - row + 1);
  lines.forEach((line, i) => {
    const start = line.indexOf("not_equal[");
    if (start < 0) return;
    const stop = line.indexOf("│", start);
    lines[i] = line.slice(0, start) + " ".repeat(stop - start) + line.slice(stop);
    // The name before it is the last one now.
    const before = lines[i - 1]!;
    const cell = before.slice(start, stop).replace(/,( *)$/, " $1");
    lines[i - 1] = before.slice(0, start) + cell + before.slice(stop);
  });
  return lines.join("\n");
}

/** The differences by architecture. */
export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  vae: {
    reason: "classes of one's own have no Python module, and write what their constructors take",
    adapt: (structure) =>
      mapLayers(structure, (layer) => {
        if (layer["class_name"] !== "Sampling") return layer;
        const { activity_regularizer: _, autocast: __, ...config } = layer["config"] as Config;
        return { ...layer, module: null, config };
      }),
  },
  seq2seq: {
    reason: "masks go along with values here, and are no operations of a graph",
    adapt: (structure) => {
      const { summary, summaryFull, summaryWide } = structure;
      const without = mapLayers(structure, (layer) => {
        if (layer["class_name"] === "NotEqual") return undefined;
        const nodes = layer["inbound_nodes"] as readonly { args: unknown; kwargs: Config }[];
        const masked = nodes.map(({ args, kwargs }) => ({
          args,
          kwargs: "mask" in kwargs ? { ...kwargs, mask: null } : kwargs,
        }));
        return { ...layer, inbound_nodes: masked };
      });
      return {
        ...without,
        summary: withoutNotEqual(summary),
        summaryFull: withoutNotEqual(summaryFull),
        summaryWide: withoutNotEqual(summaryWide),
      };
    },
  },
};
