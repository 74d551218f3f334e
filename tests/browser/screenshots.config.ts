import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.js";

// Pictures of every page, into screenshots/: for the README, and to look at a change in all its forms.
export default defineConfig({ ...tests, testDir: "pictures", testMatch: "*.ts", reporter: "list" });
