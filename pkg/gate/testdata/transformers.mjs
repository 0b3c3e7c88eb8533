// Loads a model as transformers.js does, and prints what came of each step and what each request got, as JSON.
// node transformers.mjs http://127.0.0.1:PORT owner/name
import { AutoConfig, AutoModel, AutoTokenizer, env } from "@huggingface/transformers";

const [url, name] = process.argv.slice(2);
env.allowLocalModels = false;
env.useFSCache = false;
env.useBrowserCache = false;
env.remoteHost = url + "/";

const asked = [];
const fetched = globalThis.fetch;
const listening = async (input, init) => {
	const answer = await fetched(input, init);
	const body = await answer.clone().text();
	asked.push({ path: new URL(String(input.url ?? input)).pathname, method: init?.method ?? "GET", status: answer.status, body });
	return answer;
};
globalThis.fetch = listening;
env.fetch = listening;

const steps = {
	config: async () => (await AutoConfig.from_pretrained(name)).model_type,
	tokenizer: async () => (await AutoTokenizer.from_pretrained(name)).constructor.name,
	model: async () => (await AutoModel.from_pretrained(name, { dtype: "fp32" })).constructor.name,
};
const results = {};
for (const [what, load] of Object.entries(steps)) {
	try {
		results[what] = await load();
	} catch (e) {
		results[what] = "error: " + e.message;
	}
}
console.log(JSON.stringify({ results, asked }));
