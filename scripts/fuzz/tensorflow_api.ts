/**
 * TensorFlow's own functions under our names: a Python process answers over two named pipes. What
 * the replayer finds when it runs against them is its own mistake.
 *
 * @module
 */
import { Api, isValue, type Tape, type Traced, type Value } from "./api.ts";
import type { Elements, Encoded } from "./program.ts";
import { decode } from "./program.ts";

/** A tensor of the other process. */
interface Handle {
  readonly id: number;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** Lines there and back, each waited for. */
class Wire {
  readonly #requests: Deno.FsFile;
  readonly #answers: Deno.FsFile;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(requests: Deno.FsFile, answers: Deno.FsFile) {
    this.#requests = requests;
    this.#answers = answers;
  }

  /** Sends a request and waits for its result. */
  ask<T>(request: Record<string, unknown>): T {
    const bytes = new TextEncoder().encode(JSON.stringify(request) + "\n");
    for (let at = 0; at < bytes.length;) at += this.#requests.writeSync(bytes.subarray(at));
    const buffer = new Uint8Array(65536);
    while (!this.#rest.includes("\n")) {
      const n = this.#answers.readSync(buffer);
      if (n === null) throw new Error("TensorFlow's process has ended");
      this.#rest += this.#decoder.decode(buffer.subarray(0, n), { stream: true });
    }
    const end = this.#rest.indexOf("\n");
    const answer = JSON.parse(this.#rest.slice(0, end)) as { result: T; error?: string };
    this.#rest = this.#rest.slice(end + 1);
    if (answer.error !== undefined) throw new TypeError(`tf.remote: ${answer.error}`);
    return answer.result;
  }

  /** Lets the process end. */
  close(): void {
    this.#requests.close();
    this.#answers.close();
  }
}

/** A tensor of the other process as the runner sees it. */
class Remote implements Value {
  readonly id: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly #wire: Wire;

  constructor(wire: Wire, { id, dtype, shape }: Handle) {
    this.#wire = wire;
    [this.id, this.dtype, this.shape] = [id, dtype, shape];
  }

  numpy(): { readonly data: Elements } {
    return { data: decode(this.#wire.ask<Encoded>({ do: "read", id: this.id })) };
  }
}

/** An argument as the wire carries it. */
function carried(argument: unknown): unknown {
  if (argument instanceof Remote) return { id: argument.id };
  if (Array.isArray(argument)) return argument.map(carried);
  if (typeof argument === "number" && !Number.isFinite(argument)) {
    return { number: String(argument).replace("Infinity", "inf") };
  }
  return argument;
}

/** {@linkcode Api} of the other process. */
export class TensorFlowApi extends Api {
  readonly #wire: Wire;

  private constructor(wire: Wire) {
    super({});
    this.#wire = wire;
  }

  /** Starts a Python that has TensorFlow. */
  static async start(python: string): Promise<TensorFlowApi> {
    const folder = await Deno.makeTempDir();
    const pipes = [`${folder}/requests`, `${folder}/answers`] as const;
    await new Deno.Command("mkfifo", { args: [...pipes] }).output();
    const script = new URL("serve_tensorflow.py", import.meta.url).pathname;
    new Deno.Command(python, { args: [script, ...pipes], stderr: "null" }).spawn().unref();
    const requests = await Deno.open(pipes[0], { write: true });
    const answers = await Deno.open(pipes[1]);
    await Deno.remove(folder, { recursive: true });
    return new TensorFlowApi(new Wire(requests, answers));
  }

  /** Forgets all tensors. */
  reset(): void {
    this.#wire.ask({ do: "reset" });
  }

  /** Ends the process. */
  close(): void {
    this.#wire.close();
  }

  override call(op: string, args: readonly unknown[]): Value[] {
    if (op === "cond") {
      const [pred, then, other] = args as [Value, () => Value[], () => Value[]];
      return Number(pred.numpy().data[0]) ? then() : other();
    }
    if (op === "whileLoop") {
      const [goOn, body, initial] = args as [Traced, (...state: Value[]) => Value[], Value[]];
      let state = initial;
      while (Number((goOn(...state) as Value).numpy().data[0])) state = body(...state);
      return state;
    }
    const last = args.at(-1);
    const hasNames = typeof last === "object" && last !== null && !Array.isArray(last) &&
      !isValue(last);
    const named = hasNames ? Object.entries(last).map(([k, v]) => [k, carried(v)]) : [];
    const given = (hasNames ? args.slice(0, -1) : args).map(carried);
    return this.#wire.ask<Handle[]>({
      do: "call",
      op,
      args: given,
      named: Object.fromEntries(named),
    }).map((it) => new Remote(this.#wire, it));
  }

  override constant({ dtype, shape, data, strings }: Encoded): Value {
    const request = { do: "constant", dtype, shape, ...(strings ? { strings } : { data }) };
    return new Remote(this.#wire, this.#wire.ask<Handle>(request));
  }

  override tape(persistent = false): Tape {
    const wire = this.#wire;
    let tape = -1;
    return {
      run: (fn) => {
        tape = wire.ask<number>({ do: "enter", persistent });
        try {
          return fn();
        } finally {
          wire.ask({ do: "leave", tape });
        }
      },
      watch: (values) => void wire.ask({ do: "watch", tape, values: values.map(carried) }),
      gradient: (targets, sources) =>
        wire.ask<(Handle | null)[]>({
          do: "gradient",
          tape,
          targets: carried(targets),
          sources: carried(sources),
        }).map((it) => it && new Remote(wire, it)),
    };
  }

  override function(fn: Traced): Traced {
    return fn;
  }
}
