/**
 * Outputs of the notebook's cell that runs this.
 *
 * @module
 */

/** The kernel's own way to show something. */
interface Jupyter {
  broadcast(type: string, content: Record<string, unknown>): Promise<void>;
}

/** Whether this program runs in a notebook. */
export function isInNotebook(): boolean {
  try {
    return typeof (Deno as { jupyter?: Partial<Jupyter> }).jupyter?.broadcast === "function";
  } catch {
    // Outside of a kernel, asking for it is an error.
    return false;
  }
}

/** Shows something in several forms, by MIME type; `false` outside of notebooks. */
export function showInNotebook(data: Readonly<Record<string, string>>): boolean {
  let broadcast: Jupyter["broadcast"] | undefined;
  try {
    const { jupyter } = Deno as { jupyter?: Partial<Jupyter> };
    broadcast = jupyter?.broadcast?.bind(jupyter);
  } catch {
    // Outside of a kernel, asking for it is an error.
    return false;
  }
  if (!broadcast) return false;
  void broadcast("display_data", { data, metadata: {}, transient: {} });
  return true;
}
