import { existsSync } from "node:fs";
import path from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

/** The root of the work tree. */
export const root = path.resolve(import.meta.dirname, "../../..");

/** The sample snapshot that the site opens with. */
export const sample = path.join(root, "data/sample");

/** The command line program, whose answers the page must equal. */
export const commandLine = process.env.DEALERSCOPE_CLI ?? path.join(root, "target/debug/dealerscope");

const candidates = [
  process.env.DEALERSCOPE_BROWSER,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** How the browser is started: the machine's own where there is one, otherwise Playwright's. */
export const browser: PlaywrightTestConfig["use"] = {
  launchOptions: {
    executablePath: candidates.find((file) => file && existsSync(file)),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
