/**
 * Jupyter's message format: multipart messages of four JSON parts behind a delimiter and an
 * HMAC-SHA256 signature, so that only the holder of the connection file's key can run code.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Version of the message protocol this client speaks. */
export const PROTOCOL_VERSION = "5.3";

const DELIMITER = "<IDS|MSG>";
const DECODER = new TextDecoder();

/** The header every message carries. */
export interface Header {
  /** Identifies the message; replies and outputs name it in their parent header. */
  msg_id: string;
  /** Kind of message, such as `execute_request`. */
  msg_type: string;
  /** The client or kernel session the message comes from. */
  session: string;
  /** User name; this client sends `kerasaur`. */
  username: string;
  /** When the message was made, ISO 8601. */
  date: string;
  /** {@linkcode PROTOCOL_VERSION}. */
  version: string;
}

/** A message as it is read: header, the header it answers, and its content. */
export interface Message {
  /** The message's own header. */
  header: Header;
  /** Header of the request this message belongs to; empty when there is none. */
  parent: Partial<Header>;
  /** What the message says; its fields depend on `header.msg_type`. */
  content: Record<string, unknown>;
}

/** Signs and writes, checks and reads the messages of one session. */
export class MessageCodec {
  readonly #key: string;
  readonly #session = crypto.randomUUID();

  /** `key` is the connection file's key. */
  constructor(key: string) {
    this.#key = key;
  }

  /** The frames of a new request, and the id its replies will name. */
  encode(type: string, content: Record<string, unknown>): { id: string; frames: string[] } {
    const header: Header = {
      msg_id: crypto.randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "kerasaur",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    return { id: header.msg_id, frames: this.frames({ header, parent: {}, content }) };
  }

  /** The frames of a message that has its header already. */
  frames({ header, parent, content }: Message, metadata: unknown = {}): string[] {
    const parts = [header, parent, metadata, content].map((part) => JSON.stringify(part));
    return [DELIMITER, this.#sign(parts), ...parts];
  }

  /**
   * Reads the frames of one message.
   *
   * @throws {SyntaxError} when the frames are no signed Jupyter message or the signature is wrong.
   */
  decode(frames: readonly Uint8Array[]): Message {
    const texts = frames.map((frame) => DECODER.decode(frame));
    const start = texts.indexOf(DELIMITER);
    const parts = texts.slice(start + 2, start + 6);
    if (start < 0 || parts.length < 4) {
      throw new SyntaxError(
        `Jupyter message: expected a delimiter, a signature and 4 parts, received ${frames.length} frames`,
      );
    }
    const expected = this.#sign(parts);
    const received = texts[start + 1]!;
    if (
      received.length !== expected.length ||
      !timingSafeEqual(new TextEncoder().encode(received), new TextEncoder().encode(expected))
    ) {
      throw new SyntaxError(
        "Jupyter message: expected a signature made with this session's key, received another one",
      );
    }
    const [header, parent, , content] = parts.map((part) => JSON.parse(part));
    return { header, parent, content };
  }

  #sign(parts: readonly string[]): string {
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
