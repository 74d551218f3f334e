// The browser that everything runs in: the one of the browser tests, started with their options.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const candidates = [
  process.env.DEALERSCOPE_BROWSER,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Starts a browser of its own for each run, so that none inherits another's garbage. */
export function launch() {
  return chromium.launch({
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
  });
}

export async function version() {
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  return `Chromium ${version}`;
}
