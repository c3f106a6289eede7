import { assertEquals, assertThrows } from "@std/assert";
import { readPlainFile } from "../../lib/io/files.ts";
import { saveFile } from "../../lib/io/save_file.ts";
import { withFolder } from "./goldens.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const save = (path: string, ...bytes: number[]) => saveFile("save", path, new Uint8Array(bytes));
const isWindows = Deno.build.os === "windows";

/** Runs a program that saves 3 bytes to a path; what it printed on its error stream. */
async function saveWith(permissions: string[], path: string): Promise<string> {
  const saving = new URL("../../lib/io/save_file.ts", import.meta.url).href;
  const code = `import { saveFile } from ${JSON.stringify(saving)};
    saveFile("save", ${JSON.stringify(path)}, new Uint8Array([1, 2, 3]));`;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-check",
      "--quiet",
      ...permissions,
      `data:application/typescript,${encodeURIComponent(code)}`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stderr);
}

Deno.test("saveFile() replaces a file, keeps its permissions and leaves nothing else", () => {
  withFolder((folder) => {
    const path = `${folder}/x`;
    save(path, 1, 2, 3);
    if (!isWindows) Deno.chmodSync(path, 0o640);
    save(path, 4);
    assertEquals(Deno.readFileSync(path), new Uint8Array([4]));
    if (!isWindows) assertEquals(Deno.statSync(path).mode! & 0o777, 0o640);
    assertEquals(names(folder), ["x"]);
  });
});

Deno.test("saveFile() writes through links", { ignore: isWindows }, () => {
  withFolder((folder) => {
    Deno.mkdirSync(`${folder}/real`);
    Deno.writeFileSync(`${folder}/real/x`, new Uint8Array([1]));
    Deno.symlinkSync(`${folder}/real/x`, `${folder}/link`);
    save(`${folder}/link`, 2);
    assertEquals(Deno.readFileSync(`${folder}/real/x`), new Uint8Array([2]));
    assertEquals(Deno.lstatSync(`${folder}/link`).isSymlink, true);
    assertEquals([names(folder), names(`${folder}/real`)], [["link", "real"], ["x"]]);
  });
});

Deno.test("saveFile() leaves nothing behind when it fails", () => {
  withFolder((folder) => {
    assertThrows(() => save(`${folder}/no/x`, 1), Deno.errors.NotFound, "such file or directory");
    assertThrows(() => save(`${folder}/${"x".repeat(300)}`, 1), Error, "name too long");
    assertEquals(names(folder), []);
  });
});

Deno.test("saveFile() takes names as long as the system does", () => {
  withFolder((folder) => {
    save(`${folder}/${"x".repeat(255)}`, 1);
    assertEquals(names(folder), ["x".repeat(255)]);
  });
});

Deno.test("files are saved to plain files and new names only, and loaded from plain files", {
  ignore: isWindows,
}, async (t) => {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${folder}/inner`);
    await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
    using _listener = Deno.listen({ transport: "unix", path: `${folder}/socket` });
    Deno.symlinkSync(`${folder}/nowhere`, `${folder}/dangling`);
    Deno.symlinkSync(`${folder}/pipe`, `${folder}/to_pipe`);
    const cases: [path: string, error: new (text: string) => Error, text: string][] = [
      [`${folder}/inner`, TypeError, "that of a folder"],
      [`${folder}/pipe`, TypeError, "that of a pipe (FIFO)"],
      [`${folder}/to_pipe`, TypeError, "that of a pipe (FIFO)"],
      [`${folder}/socket`, TypeError, "that of a socket"],
      ["/dev/zero", TypeError, "that of a device"],
      ["/dev/null", TypeError, "that of a device"],
      [
        `${folder}/dangling`,
        Deno.errors.NotFound,
        "a link to a file that is not there; remove the link or make the file",
      ],
    ];
    const before = names(folder);
    for (const [path, error, text] of cases) {
      const said = `expected the path of a plain file, received ${text}`;
      await t.step(text, () => {
        assertThrows(() => save(path, 1), error, `save: ${said}`);
        assertThrows(() => readPlainFile("load", path), error, `load: ${said}`);
      });
    }
    await t.step("with the permission to write to that path alone", async () => {
      for (const [path, , text] of cases.filter(([path]) => !path.startsWith("/dev"))) {
        const said = await saveWith([`--allow-write=${path}`], path);
        const kind = text.includes("socket") ? "that of a pipe (FIFO)" : text;
        assertEquals(said.includes(`received ${kind}`), true, said);
      }
    });
    assertEquals(names(folder), before);
    assertThrows(
      () => readPlainFile("load", `${folder}/nothing`),
      Deno.errors.NotFound,
      "load: expected the path of a file, received one that leads to nothing",
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("saveFile() needs no permission but to write to the path", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const path = `${folder}/x`;
    for (const before of [undefined, [9, 9, 9, 9, 9]]) {
      for (const permissions of [[], [`--allow-read=${path}`], [`--allow-read=${folder}`]]) {
        if (before) Deno.writeFileSync(path, new Uint8Array(before));
        assertEquals(await saveWith([`--allow-write=${path}`, ...permissions], path), "");
        assertEquals(Deno.readFileSync(path), new Uint8Array([1, 2, 3]));
        assertEquals(names(folder), ["x"]);
        Deno.removeSync(path);
      }
    }
    const said = await saveWith([], path);
    assertEquals(said.includes("NotCapable"), true, said);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("saveFile() clears away drafts of killed programs, and no others", () => {
  withFolder((folder) => {
    const draft = (digit: string) => `.kerasaur-${digit.repeat(32)}.tmp`;
    for (const digit of ["1", "2", "3"]) {
      Deno.writeFileSync(`${folder}/${draft(digit)}`, new Uint8Array(5));
    }
    Deno.writeFileSync(`${folder}/${draft("4")}`, new Uint8Array(0));
    for (const name of [".kerasaur-1.tmp", "a.tmp"]) {
      Deno.writeFileSync(`${folder}/${name}`, new Uint8Array(1));
    }
    Deno.mkdirSync(`${folder}/${draft("5")}`);
    {
      // A program that is writing holds its draft.
      using held = Deno.openSync(`${folder}/${draft("2")}`, { write: true });
      held.lockSync(true);
      save(`${folder}/x`, 1);
      assertEquals(
        names(folder),
        [".kerasaur-1.tmp", "a.tmp", "x", ...["2", "4", "5"].map(draft)].sort(),
      );
    }
    Deno.utimeSync(`${folder}/${draft("4")}`, 0, 0);
    save(`${folder}/x`, 1);
    assertEquals(names(folder), [".kerasaur-1.tmp", "a.tmp", "x", draft("5")].sort());
  });
});
