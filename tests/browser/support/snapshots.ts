import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { commandLine, root } from "./machine.js";

/** Where snapshots are made; it vanishes with the process. */
export const place = mkdtempSync(path.join(tmpdir(), "dealerscope-snapshots-"));
process.on("exit", () => rmSync(place, { recursive: true, force: true }));

/** The site's own snapshots, newest first. */
export function catalog(): { name: string; folder: string }[] {
  const data = path.join(root, "data");
  const read: { snapshots: { name: string; path: string }[] } = JSON.parse(
    readFileSync(path.join(data, "catalog.json"), "utf8"),
  );
  return read.snapshots.map((s) => ({ name: s.name, folder: path.join(data, s.path) }));
}

/** The folder of a small snapshot that is not among the site's own. */
export const small = () => made("small", 7, 1500);

/** The folder of a second one, with the same files and other rows. */
export const another = () => made("another", 8, 1500);

/** The folder of one whose leads are large enough to be read by two workers. */
export const large = () => made("large", 9, 150_000);

function made(name: string, seed: number, leads: number): string {
  const folder = path.join(place, name);
  if (!existsSync(folder)) {
    const size = ["--leads", `${leads}`, "--dealers", "20", "--months", "8", "--seed", `${seed}`];
    execFileSync(commandLine, ["sample", folder, ...size], { stdio: "ignore" });
  }
  return folder;
}

/** A copy of the small snapshot, or of another one, with one thing done to it. */
export function spoiled(name: string, spoil: (folder: string) => void, from = small()): string {
  const folder = path.join(place, name);
  cpSync(from, folder, { recursive: true });
  spoil(folder);
  return folder;
}

/** A snapshot's folder as one `.zip`, its path. */
export function zipped(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file).replaceAll(path.sep, "/"), new Uint8Array(readFileSync(file))] as const;
  });
  const archive = path.join(place, "zipped", `${path.basename(folder)}.zip`);
  mkdirSync(path.dirname(archive), { recursive: true });
  writeFileSync(archive, zipSync(Object.fromEntries(entries)));
  return archive;
}
