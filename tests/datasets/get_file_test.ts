/**
 * Files from a server of this machine: the cache, checksums, archives, and what is refused.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { replaceProgressSink } from "../../lib/callbacks/progress_sink.ts";
import { writeZip } from "../../lib/io/zip_writer.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** An entry of a tar archive. */
interface Entry {
  name: string;
  text?: string;
  kind?: string;
  link?: string;
}

function tar(...entries: readonly Entry[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const { name, text = "", kind = "0", link = "" } of entries) {
    const head = new Uint8Array(512);
    const put = (at: number, it: string) => head.set(encode(it), at);
    put(0, name);
    put(100, "0000644\0");
    put(124, `${encode(text).length.toString(8).padStart(11, "0")}\0`);
    put(156, kind);
    put(157, link);
    put(257, "ustar\x0000");
    head.fill(32, 148, 156);
    put(148, `${head.reduce((a, b) => a + b, 0).toString(8).padStart(6, "0")}\0`);
    const body = new Uint8Array(Math.ceil(encode(text).length / 512) * 512);
    body.set(encode(text));
    blocks.push(head, body);
  }
  blocks.push(new Uint8Array(1024));
  return new Uint8Array(blocks.flatMap((it) => [...it]));
}

const LONG = `long/${"x".repeat(120)}.txt`;
const PAX = ` path=${LONG}\n`;
const SOUND = tar(
  { name: "a/", kind: "5" },
  { name: "a/one.txt", text: "one" },
  { name: "pax", kind: "x", text: `${PAX.length + 3}${PAX}` },
  { name: "short", text: "long name" },
);

const FILES: Readonly<Record<string, Uint8Array | number>> = {
  "plain.txt": encode("some text"),
  "sound.tar": SOUND,
  "sound.tar.gz": gzipSync(SOUND),
  "sound.zip": writeZip([["b/two.txt", encode("two")]], 6),
  "climbs.tar": tar({ name: "../out.txt", text: "out" }),
  "absolute.tar": tar({ name: "/tmp/out.txt", text: "out" }),
  "link.tar": tar({ name: "link", kind: "2", link: "/etc" }),
  "hard.tar": tar({ name: "link", kind: "1", link: "a" }),
  "device.tar": tar({ name: "null", kind: "3" }),
  "cut.tar.gz": gzipSync(SOUND).subarray(0, 60),
  "short.tar": SOUND.subarray(0, 1100),
  "damaged.tar": SOUND.with(3, 9),
  "large.txt": new Uint8Array(300_000).fill(97),
};

/** Runs with a server, a cache, and what is said meanwhile. */
async function withServer(
  run: (address: string, cacheDir: string, log: { asked: string[]; said: string }) => Promise<void>,
) {
  const log = { asked: [] as string[], said: "" };
  const cache = Deno.makeTempDirSync();
  using _sink = replaceProgressSink({
    canRewrite: false,
    hasColours: false,
    now: () => 0,
    isReady: () => true,
    begin() {},
    write: (it) => void (log.said += it),
    end() {},
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const name = new URL(request.url).pathname.slice(1);
    log.asked.push(name);
    const file = FILES[name];
    if (file === undefined) return new Response("none", { status: 404, statusText: "Not Found" });
    return new Response(file as Uint8Array<ArrayBuffer>);
  });
  try {
    await run(`http://127.0.0.1:${server.addr.port}`, cache, log);
  } finally {
    await server.shutdown();
    Deno.removeSync(cache, { recursive: true });
  }
}

const { getFile } = tf.keras.utils;

Deno.test("getFile() fetches a file once, and again where that is wanted", async () => {
  await withServer(async (address, cacheDir, log) => {
    const origin = `${address}/plain.txt`;
    const path = await getFile({ origin, cacheDir });
    assertEquals(path, `${cacheDir}/datasets/plain.txt`);
    assertEquals(Deno.readTextFileSync(path), "some text");
    assert(log.said.startsWith(`Downloading data from ${origin}\n`), log.said);
    assertEquals(await getFile({ origin, cacheDir }), path);
    assertEquals(log.asked, ["plain.txt"]);
    await getFile({ origin, cacheDir, forceDownload: true });
    await getFile("other.txt", origin, { cacheDir, cacheSubdir: "own/place" });
    assertEquals(Deno.readTextFileSync(`${cacheDir}/own/place/other.txt`), "some text");
    assertEquals(log.asked.length, 3);
    await getFile({ origin: `${address}/large.txt`, cacheDir });
    assert(/300000\/300000/.test(log.said), log.said);
  });
});

Deno.test("getFile() checks sums, of what is there and of what comes", async () => {
  await withServer(async (address, cacheDir, log) => {
    const origin = `${address}/plain.txt`;
    const sums = ["sha256", "md5"].map((it) => createHash(it).update("some text").digest("hex"));
    for (const fileHash of sums) await getFile({ origin, cacheDir, fileHash });
    await getFile({ origin, cacheDir, md5Hash: sums[1]! });
    assertEquals(log.asked.length, 1);
    Deno.writeTextFileSync(`${cacheDir}/datasets/plain.txt`, "changed");
    const path = await getFile({ origin, cacheDir, fileHash: sums[0]! });
    assertEquals(Deno.readTextFileSync(path), "some text");
    assert(/A local file was found, but its sha256 checksum is not/.test(log.said));
    const wrong = "0".repeat(64);
    await assertRejects(
      () => getFile({ origin: `${address}/large.txt`, cacheDir, fileHash: wrong }),
      RangeError,
      `tf.keras.utils.getFile: expected the sha256 checksum ${wrong}, received`,
    );
    assertEquals([...Deno.readDirSync(`${cacheDir}/datasets`)].map((it) => it.name), ["plain.txt"]);
  });
});

Deno.test("getFile() unpacks tar, tar.gz and zip where Keras does", async () => {
  await withServer(async (address, cacheDir) => {
    const get = (name: string, rest: object = {}) =>
      getFile({ origin: `${address}/${name}`, cacheDir, extract: true, ...rest });
    const folder = `${cacheDir}/datasets`;
    assertEquals(await get("sound.tar"), `${folder}/sound.tar`);
    assertEquals(await get("sound.tar.gz", { fname: "my.tar.gz" }), `${folder}/my_extracted`);
    assertEquals(await get("sound.zip", { fname: "zipped" }), `${folder}/zipped`);
    assertEquals(Deno.readTextFileSync(`${folder}/sound.tar/a/one.txt`), "one");
    assertEquals(Deno.readTextFileSync(`${folder}/my_extracted/${LONG}`), "long name");
    assertEquals(Deno.readTextFileSync(`${folder}/zipped/b/two.txt`), "two");
    assertEquals(await get("sound.tar", { extract: false, untar: true }), `${folder}/sound.tar`);
  });
});

Deno.test("getFile() refuses archives that write elsewhere, hold links, or are damaged", async () => {
  await withServer(async (address, cacheDir) => {
    const cases: [string, ErrorConstructor, string][] = [
      ["climbs.tar", RangeError, 'expected names inside of the archive, received "../out.txt"'],
      ["absolute.tar", RangeError, 'received "/tmp/out.txt"'],
      ["link.tar", TypeError, 'a link, "link", at offset 0 cannot be read; only files and folders'],
      ["hard.tar", TypeError, "a hard link"],
      ["device.tar", TypeError, 'an entry of kind "3"'],
      ["cut.tar.gz", RangeError, "truncated or damaged"],
      ["short.tar", RangeError, "truncated or damaged"],
      ["damaged.tar", TypeError, "expected an archive (tar, zip), received another file"],
      ["plain.txt", TypeError, "expected an archive (tar, zip), received another file"],
    ];
    for (const [name, type, text] of cases) {
      const run = () => getFile({ origin: `${address}/${name}`, cacheDir, extract: true });
      await assertRejects(run, type, text);
      const left = [...Deno.readDirSync(`${cacheDir}/datasets`)].map((it) => it.name);
      assertEquals(left.filter((it) => it === name || it.endsWith(".tmp")), [], name);
    }
  });
});

Deno.test("getFile() says why a file cannot be had, and where to put it", async () => {
  await withServer(async (address, cacheDir) => {
    const cases: [() => Promise<string>, string][] = [
      [
        () => getFile({ origin: `${address}/none.txt`, cacheDir }),
        `tf.keras.utils.getFile: cannot get ${address}/none.txt: the server answers 404 Not Found; put the file at ${cacheDir}/datasets/none.txt by other means`,
      ],
      [
        () => getFile({ origin: "http://127.0.0.1:1/x.txt", cacheDir }),
        "is there a network, and may the program use it?; put the file at",
      ],
      [
        () => getFile({ origin: "ftp://127.0.0.1/x", cacheDir }),
        "begins with http:, https: or file:",
      ],
      [() => getFile({ origin: "x.txt", cacheDir }), "expected origin to be the address of a file"],
      [() => getFile("a/b", `${address}/plain.txt`), "expected fname to be a name without folders"],
      [() => getFile("..", `${address}/plain.txt`), "expected fname to be a name without folders"],
      [() => getFile({ origin: `${address}/` }), "expected fname to be a name without folders"],
      [
        () => getFile({ origin: `${address}/plain.txt`, fileHash: "abc" }),
        "expected a checksum of 32 hexadecimal digits for md5",
      ],
      [
        () => getFile({ origin: `${address}/plain.txt`, archiveFormat: "rar" as "zip" }),
        "archiveFormat",
      ],
    ];
    for (const [run, text] of cases) await assertRejects(run, Error, text);
  });
});
