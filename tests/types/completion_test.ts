/**
 * What an editor offers, asked of Deno's own language server: inside the quotes of an option the names
 * that it takes, after a dot the members, and no names that only answer.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ACTIVATION_NAMES } from "../../lib/configuration/names.ts";

const ROOT = new URL("../../", import.meta.url);

/** The place in a text where something is to be completed. */
const CURSOR = "|";

/** A program with a cursor, and what has to be offered there, and what not. */
interface Case {
  readonly text: string;
  readonly offered: readonly string[];
  readonly missing?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  "activations, by name": {
    text: `new tf.keras.layers.Dense(3, { activation: "|" });`,
    offered: ACTIVATION_NAMES,
  },
  "activations, by position": {
    text: `new tf.keras.layers.Dense(3, "|");`,
    offered: ["relu", "softmax"],
  },
  padding: {
    text: `new tf.keras.layers.Conv2D(8, 3, { padding: "|" });`,
    offered: ["valid", "same"],
  },
  losses: {
    text: `new tf.keras.Sequential().compile({ loss: "|" });`,
    offered: ["mse", "sparseCategoricalCrossentropy"],
  },
  optimizers: {
    text: `new tf.keras.Sequential().compile({ optimizer: "|" });`,
    offered: ["adam", "sgd"],
  },
  metrics: {
    text: `new tf.keras.Sequential().compile({ metrics: ["|"] });`,
    offered: ["accuracy", "auc"],
  },
  dtypes: { text: `tf.cast(1, "|");`, offered: ["float32", "int64"] },
  "members of a namespace": {
    text: `tf.|`,
    offered: ["keras", "reduceMean", "float32"],
    missing: ["reduce_mean", "tensor2d", "Session"],
  },
  layers: { text: `new tf.keras.layers.|`, offered: ["Dense", "Conv2D", "LSTM"] },
};

/** A running language server. */
class LanguageServer {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #unread = new Uint8Array();
  #id = 0;

  constructor() {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["lsp", "--quiet"],
      cwd: ROOT,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reader = this.#child.stdout.getReader();
  }

  async #send(message: object): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", ...message }));
    const head = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
    await this.#writer.write(new Uint8Array([...head, ...body]));
  }

  /** The next message that the server sends. */
  async #receive(): Promise<{ id?: number | string; method?: string; result?: unknown }> {
    while (true) {
      const text = new TextDecoder("latin1").decode(this.#unread);
      const head = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(text);
      const end = head === null ? Infinity : head[0].length + Number(head[1]);
      if (this.#unread.length >= end) {
        const body = this.#unread.slice(head![0].length, end);
        this.#unread = this.#unread.slice(end);
        return JSON.parse(new TextDecoder().decode(body));
      }
      const { value, done } = await this.#reader.read();
      assert(!done, "the language server ended");
      this.#unread = new Uint8Array([...this.#unread, ...value]);
    }
  }

  notify(method: string, params: object): Promise<void> {
    return this.#send({ method, params });
  }

  async request(method: string, params: object): Promise<unknown> {
    const id = ++this.#id;
    await this.#send({ id, method, params });
    while (true) {
      const message = await this.#receive();
      if (message.id === id && message.method === undefined) return message.result;
      // Whatever the server asks for, such as settings, it gets nothing.
      if (message.method === "workspace/configuration") {
        await this.#send({ id: message.id, result: [{ enable: true }] });
      } else if (message.id !== undefined) await this.#send({ id: message.id, result: null });
    }
  }

  async close(): Promise<void> {
    await this.request("shutdown", {});
    await this.notify("exit", {});
    await this.#writer.close();
    await this.#reader.cancel();
    await this.#child.status;
  }
}

/** Names that the server offers at the cursor of a program. */
async function offered(server: LanguageServer, name: string, marked: string): Promise<string[]> {
  const uri = new URL(`tests/types/${name.replace(/\W+/g, "_")}.ts`, ROOT).href;
  const text = `import * as tf from "kerasaur";\n${marked.replace(CURSOR, "")}\n`;
  await server.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "typescript", version: 1, text },
  });
  const position = { line: 1, character: marked.indexOf(CURSOR) };
  const found = await server.request("textDocument/completion", {
    textDocument: { uri },
    position,
  }) as { items: { label: string }[] } | null;
  return found?.items.map(({ label }) => label.replaceAll('"', "")) ?? [];
}

Deno.test("an editor offers the names of options and members", async (t) => {
  const server = new LanguageServer();
  try {
    await server.request("initialize", {
      processId: Deno.pid,
      rootUri: ROOT.href,
      workspaceFolders: [{ uri: ROOT.href, name: "kerasaur" }],
      initializationOptions: { enable: true },
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    await server.notify("initialized", {});
    for (const [name, { text, offered: wanted, missing = [] }] of Object.entries(CASES)) {
      await t.step(name, async () => {
        const names = new Set(await offered(server, name, text));
        assertEquals(wanted.filter((it) => !names.has(it)), []);
        assertEquals(missing.filter((it) => names.has(it)), []);
      });
    }
  } finally {
    await server.close();
  }
});
