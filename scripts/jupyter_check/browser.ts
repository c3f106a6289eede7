/**
 * A Chromium without a window, driven over its DevTools protocol: as much of it as running a
 * notebook takes.
 *
 * @module
 */

/** Milliseconds that anything in a page may take. */
const PATIENCE = 40_000;

type Json = Record<string, unknown>;

/** A running Chromium. */
export class Browser {
  readonly #process: Deno.ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: string;
  readonly #pending = new Map<number, PromiseWithResolvers<Json>>();
  #lastId = 0;

  private constructor(process: Deno.ChildProcess, socket: WebSocket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.onmessage = ({ data }) => {
      const { id, result, error } = JSON.parse(data);
      if (error) this.#pending.get(id)?.reject(new Error(error.message));
      else this.#pending.get(id)?.resolve(result);
      this.#pending.delete(id);
    };
  }

  /** Starts the Chromium at a path. */
  static async start(path: string): Promise<Browser> {
    const profile = await Deno.makeTempDir({ prefix: "kerasaur-chromium-" });
    const process = new Deno.Command(path, {
      args: [
        "--headless=new",
        "--no-sandbox", // which root cannot have
        "--disable-gpu",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
        "about:blank",
      ],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const socket = new WebSocket(await debuggerAddress(process.stderr));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new Browser(process, socket, profile);
  }

  /** Opens a page, `width` by `height` pixels. */
  async open(url: string, [width, height]: readonly [number, number]): Promise<Page> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page((method, params) => this.send(method, params, String(sessionId)));
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await page.send("Emulation.setDeviceMetricsOverride", metrics);
    await page.send("Page.navigate", { url });
    return page;
  }

  /** Sends a command. */
  send(method: string, params: Json = {}, sessionId?: string): Promise<Json> {
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<Json>();
    this.#pending.set(id, pending);
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    return pending.promise;
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#socket.close();
    this.#process.kill("SIGKILL");
    await this.#process.status;
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {});
  }
}

/** A page of a browser. */
export class Page {
  readonly send: (method: string, params?: Json) => Promise<Json>;

  constructor(send: (method: string, params?: Json) => Promise<Json>) {
    this.send = send;
  }

  /** Value of an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    return (answer["result"] as Json | undefined)?.["value"];
  }

  /** Waits until an expression is truthy, and returns its value. */
  async waitFor(expression: string): Promise<unknown> {
    const started = performance.now();
    for (;;) {
      const value = await this.evaluate(`(() => { try { return ${expression}; } catch {} })()`);
      if (value) return value;
      if (performance.now() - started > PATIENCE) {
        throw new Error(`page: expected ${expression} within ${PATIENCE / 1000} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Clicks on an element, given as an expression, once it is there and visible. */
  async click(element: string): Promise<void> {
    const [x, y] = await this.waitFor(
      `(({ x, y, width, height }) => width > 0 && [x + width / 2, y + height / 2])(` +
        `(${element}).getBoundingClientRect())`,
    ) as [number, number];
    for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  /** A picture of what the window shows, or of a part of it. */
  async screenshot(path: string, part?: Json): Promise<void> {
    const clip = part === undefined ? {} : { clip: { ...part, scale: 1 } };
    const { data } = await this.send("Page.captureScreenshot", { format: "png", ...clip });
    await Deno.writeFile(path, Uint8Array.fromBase64(String(data)));
  }
}

/** The address that Chromium prints when it is ready. */
async function debuggerAddress(printed: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = printed.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Chromium: expected it to start, it printed:\n${text}`);
    text += value;
    const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
    if (address === undefined) continue;
    // What it prints later has to be read, or it would wait.
    (async () => {
      while (!(await reader.read()).done);
    })();
    return address;
  }
}
