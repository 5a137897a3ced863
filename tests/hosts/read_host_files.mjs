// Reads _headers and _redirects as Netlify does, and prints what they say: node read_host_files.mjs FOLDER
import { join } from "node:path";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";

const folder = process.argv[2];
const headers = await parseAllHeaders({ headersFiles: [join(folder, "_headers")], minimal: true });
const redirects = await parseAllRedirects({ redirectsFiles: [join(folder, "_redirects")], minimal: true });
const errors = [...headers.errors, ...redirects.errors].map(String);
process.stdout.write(JSON.stringify({ headers: headers.headers, redirects: redirects.redirects, errors }));
