/**
 * Collects what a cell printed, as Jupyter's front ends do: stream chunks are merged, displays are
 * updated in place by their id, ANSI colours are taken out, and giant texts are cut with a note.
 * Streams come first: the kernel sends them on another way than results and displays, so the order
 * between the two is chance.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";

/** MIME type to content: text as a string, JSON types as values. */
export type MimeBundle = Record<string, unknown>;

/** Text written to a stream. */
export interface StreamOutput {
  /** Kind of the output. */
  output_type: "stream";
  /** Which stream. */
  name: "stdout" | "stderr";
  /** What was written. */
  text: string;
}

/** The value of the cell's last expression. */
export interface ResultOutput {
  /** Kind of the output. */
  output_type: "execute_result";
  /** What it looks like, by MIME type. */
  data: MimeBundle;
  /** How it is to be shown. */
  metadata: Record<string, unknown>;
  /** The kernel's count at that time. */
  execution_count: number | null;
}

/** Something shown with `Deno.jupyter.display`. */
export interface DisplayOutput {
  /** Kind of the output. */
  output_type: "display_data";
  /** What it looks like, by MIME type. */
  data: MimeBundle;
  /** How it is to be shown. */
  metadata: Record<string, unknown>;
}

/** An error the cell raised. */
export interface ErrorOutput {
  /** Kind of the output. */
  output_type: "error";
  /** Name of the error. */
  ename: string;
  /** Its message. */
  evalue: string;
  /** Where it was raised. */
  traceback: string[];
}

/** One output of a code cell, as nbformat stores it. */
export type Output = StreamOutput | ResultOutput | DisplayOutput | ErrorOutput;

/** Outputs that can be updated, by their display id. */
export type DisplaysById = Map<string, (DisplayOutput | ResultOutput)[]>;

/** Characters of one output that are kept. */
export const MAX_OUTPUT_CHARACTERS = 1_000_000;

/** Text without ANSI codes. */
function plain(text: unknown): string {
  return stripVTControlCharacters(Array.isArray(text) ? text.join("") : String(text ?? ""));
}

/** Cuts a text of more than {@linkcode MAX_OUTPUT_CHARACTERS} characters and says so. */
function cut(text: string, total = text.length): string {
  if (total <= MAX_OUTPUT_CHARACTERS) return text;
  return `${text.slice(0, MAX_OUTPUT_CHARACTERS)}\n... [cut: ${total} characters in all]\n`;
}

function plainBundle(data: unknown): MimeBundle {
  const bundle: MimeBundle = {};
  for (const [type, content] of Object.entries((data ?? {}) as MimeBundle)) {
    const isText = type.startsWith("text/") && typeof content === "string";
    bundle[type] = isText ? cut(plain(content)) : content;
  }
  return bundle;
}

/** Outputs with stdout first, stderr next, and the others in their order. */
export function orderOutputs(outputs: readonly Output[]): Output[] {
  const rank = (output: Output) =>
    output.output_type !== "stream" ? 2 : output.name === "stderr" ? 1 : 0;
  return outputs.toSorted((a, b) => rank(a) - rank(b));
}

/** Turns the messages of one cell into its outputs. */
export class OutputCollector {
  #outputs: Output[] = [];
  #streamChunks = new Map<StreamOutput, { chunks: string[]; total: number }>();
  #clearOnNext = false;

  readonly #displays: DisplaysById;

  /** `displays` is shared by all cells: a later one may update what an earlier one shows. */
  constructor(displays: DisplaysById) {
    this.#displays = displays;
  }

  /** Takes a message of the iopub channel; other kinds than outputs are ignored. */
  add(type: string, content: Record<string, unknown>): void {
    if (type === "clear_output") {
      if (content.wait === true) this.#clearOnNext = true;
      else this.#clear();
      return;
    }
    if (type === "update_display_data") return this.#update(content);
    if (!["stream", "display_data", "execute_result", "error"].includes(type)) return;
    if (this.#clearOnNext) this.#clear();
    if (type === "stream") return this.#addStream(content);
    if (type === "error") {
      this.#outputs.push({
        output_type: "error",
        ename: plain(content.ename),
        evalue: plain(content.evalue),
        traceback: (content.traceback as unknown[] ?? []).map(plain),
      });
      return;
    }
    const data = plainBundle(content.data);
    const metadata = (content.metadata ?? {}) as Record<string, unknown>;
    const output: ResultOutput | DisplayOutput = type === "execute_result"
      ? {
        output_type: type,
        data,
        metadata,
        execution_count: typeof content.execution_count === "number"
          ? content.execution_count
          : null,
      }
      : { output_type: "display_data", data, metadata };
    this.#outputs.push(output);
    const id = displayId(content);
    if (id !== undefined) {
      this.#displays.set(id, [...this.#displays.get(id) ?? [], output]);
    }
  }

  /** The outputs so far, in the order of {@linkcode orderOutputs}. */
  finish(): Output[] {
    for (const [output, { chunks, total }] of this.#streamChunks) {
      output.text = cut(plain(chunks.join("")), total);
    }
    return orderOutputs(this.#outputs);
  }

  #addStream(content: Record<string, unknown>): void {
    const name = content.name === "stderr" ? "stderr" : "stdout";
    let output = this.#outputs.find((item): item is StreamOutput =>
      item.output_type === "stream" && item.name === name
    );
    if (!output) {
      output = { output_type: "stream", name, text: "" };
      this.#outputs.push(output);
      this.#streamChunks.set(output, { chunks: [], total: 0 });
    }
    const stream = this.#streamChunks.get(output)!;
    const text = String(content.text ?? "");
    if (stream.total <= MAX_OUTPUT_CHARACTERS) stream.chunks.push(text);
    stream.total += text.length;
  }

  #update(content: Record<string, unknown>): void {
    const id = displayId(content);
    for (const output of id === undefined ? [] : this.#displays.get(id) ?? []) {
      output.data = plainBundle(content.data);
      output.metadata = (content.metadata ?? {}) as Record<string, unknown>;
    }
  }

  #clear(): void {
    this.#outputs = [];
    this.#streamChunks.clear();
    this.#clearOnNext = false;
  }
}

function displayId(content: Record<string, unknown>): string | undefined {
  const id = (content.transient as { display_id?: unknown } | undefined)?.display_id;
  return typeof id === "string" ? id : undefined;
}
