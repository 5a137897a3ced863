// Keeps what a build has learnt and made for the next one, and puts what is live, and what comes next, into the summary
// of the deploy. Netlify alone reads this; it needs nothing but what Netlify has.

import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";

const MEMO = ".sitegen";
const KEPT = [MEMO, "public"];
const STATUS = ["-m", "sitegen", "status", "--format", "markdown"];

export const onPreBuild = async ({ utils }) => {
  // What came with the repository was not learnt by a build of ours.
  await rm(MEMO, { recursive: true, force: true });
  try {
    // One after the other, so that nothing is still on its way once one fails.
    let isThere = false;
    for (const folder of KEPT) isThere = (await utils.cache.restore(folder)) || isThere;
    console.log(isThere ? "Took what earlier builds have learnt." : "There is nothing yet that an earlier build has learnt.");
  } catch (error) {
    // Half of it may be there: the build does without.
    for (const folder of KEPT) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    console.log(`What earlier builds have learnt cannot be had, so this one takes longer: ${error.message}`);
  }
};

export const onPostBuild = async ({ utils }) => {
  // Whoever proposes a change decides what is in its preview: none of that is for the site itself.
  if (process.env.CONTEXT !== "production") return;
  try {
    await utils.cache.save(KEPT);
    console.log("Kept what this build has learnt, for the next one.");
  } catch (error) {
    // The site is whole, and the next build only takes longer.
    console.log(`What this build has learnt could not be kept: ${error.message}`);
  }
};

export const onSuccess = async ({ utils }) => {
  try {
    const { stdout } = await promisify(execFile)("python", STATUS);
    const isPreview = process.env.CONTEXT !== "production";
    const summary = isPreview ? "What would be live without the drafts, and what comes next" : "What is live now, and what comes next";
    utils.status.show({ title: "The site", summary, text: stdout });
  } catch {
    // The site is published all the same.
    console.log("No summary could be made of what is live and what comes next.");
  }
};
