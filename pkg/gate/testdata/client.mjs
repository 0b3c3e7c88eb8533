// Asks a hub what the official JavaScript client asks, and prints what came of each call as JSON.
// node client.mjs http://127.0.0.1:PORT owner/name
import * as hub from "@huggingface/hub";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const hubUrl = process.argv[2], name = process.argv[3];
const repo = { type: "model", name };
const results = {};

async function call(what, ask) {
	try {
		results[what] = { value: await ask() };
	} catch (e) {
		results[what] = { error: String(e.message), status: e.statusCode ?? 0 };
	}
}

const all = async (list) => {
	const out = [];
	for await (const entry of list) out.push(entry);
	return out;
};
const text = async (path, more = {}) => {
	const file = await hub.downloadFile({ repo, path, hubUrl, ...more });
	return file && (await file.text());
};
function files(folder) {
	const out = {};
	for (const entry of readdirSync(folder, { recursive: true })) {
		if (statSync(join(folder, entry)).isFile()) out[entry] = readFileSync(join(folder, entry), "utf8");
	}
	return out;
}
async function cached(download) {
	const cacheDir = mkdtempSync(join(tmpdir(), "gate-client-"));
	try {
		await download(cacheDir);
		return files(cacheDir);
	} finally {
		rmSync(cacheDir, { recursive: true });
	}
}

await call("snapshotDownload", () => cached((cacheDir) => hub.snapshotDownload({ repo, cacheDir, hubUrl })));
await call("downloadFileToCacheDir", () => cached((cacheDir) => hub.downloadFileToCacheDir({ repo, path: "model.safetensors", cacheDir, hubUrl })));
await call("downloadFile weights", () => text("model.safetensors"));
await call("downloadFile README.md", () => text("README.md"));
await call("downloadFile raw", () => text("config.json", { raw: true }));
await call("downloadFile NOPE", () => text("NOPE"));
await call("fileDownloadInfo", () => hub.fileDownloadInfo({ repo, path: "model.safetensors", hubUrl }));
await call("fileExists", () => hub.fileExists({ repo, path: "README.md", hubUrl }));
await call("listFiles", () => all(hub.listFiles({ repo, recursive: true, hubUrl })));
await call("listFiles expand", () => all(hub.listFiles({ repo, expand: true, hubUrl })));
await call("pathsInfo", () => hub.pathsInfo({ repo, paths: ["README.md", "model.safetensors", "NOPE"], hubUrl }));
await call("modelInfo main", () => hub.modelInfo({ name, revision: "main", additionalFields: ["cardData", "sha", "tags"], hubUrl }));
await call("modelInfo", () => hub.modelInfo({ name, additionalFields: ["cardData", "sha"], hubUrl }));
await call("listModels", () => all(hub.listModels({ search: { owner: name.split("/")[0] }, hubUrl })));
await call("listCommits", () => all(hub.listCommits({ repo, hubUrl })));
await call("repoExists none", () => hub.repoExists({ repo: { type: "model", name: name + "-none" }, hubUrl }));
console.log(JSON.stringify(results));
