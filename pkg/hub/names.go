package hub

import "github.com/fineprint-audit/fineprint/pkg/doc"

// names are the tables below, made ready once; nobody changes them.
var names = struct {
	cards   []phrase
	rules   []phraseRule
	notText map[string]bool
	data    map[string]bool // endings
}{compilePhrases(cardNames()), compileRules(), set(notText()), set(dataEndings())}

type phraseRule struct {
	role    doc.Role
	phrases []phrase
}

func compileRules() []phraseRule {
	var out []phraseRule
	for _, r := range nameRules() {
		out = append(out, phraseRule{r.role, compilePhrases(r.phrases)})
	}
	return out
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[s] = true
	}
	return m
}

// nameRule gives files a role by the words of their names. A phrase is a row
// of words, lower case: "^" in front binds it to the start of the name, "$"
// behind to its end, "*" before or behind a word leaves room there. Han, kana
// and hangul are written without blanks, so a phrase of these may stand
// anywhere in the name.
type nameRule struct {
	role    doc.Role
	phrases []string
}

// cardNames are the names of files that describe a model, wherever they stand.
func cardNames() []string {
	return []string{
		"^readme*", "^read me", "^model card", "^modelcard", "^lies mich", "^liesmich", "^lisezmoi", "^leeme", "^leiame",
		"自述文件", "模型说明", "模型卡", "お読みください", "读我",
	}
}

// nameRules are read in order: the first that fits gives the role. Phrases are
// what files of terms are called in the languages that models are published
// in.
func nameRules() []nameRule {
	return []nameRule{
		{"", []string{ // what has the words and is something else
			"*licen?e plate*", "*licen?eplate*", "number plate*", "agreement score*", "inter annotator *", "annotator agreement", "long term",
			"short term", "^search terms",
		}},
		{doc.RolePolicy, []string{
			"use policy", "usage policy", "acceptable use", "acceptable usage", "^aup", "aup$", "prohibited use", "prohibited uses",
			"forbidden uses",
			"use restrictions", "usage restrictions", "^restrictions", "restricted uses", "use based restrictions", "responsible use",
			"usage guidelines", "use guidelines",
			"使用政策", "使用规范", "使用限制", "使用限定", "可接受使用", "禁止事項", "利用ポリシー", "사용정책", "이용정책",
			"nutzungsrichtlinie*", "politica de uso", "política de uso", "politique d utilisation",
		}},
		{doc.RoleNotice, []string{
			"third party", "thirdparty", "3rd party", "^notice*", "notice$", "notices", "^copyright*", "^attribution*", "^acknowledg* licen?es",
			"第三方", "版权声明", "著作権表示",
		}},
		{doc.RoleLicence, []string{
			"^copying*", "eula", "unlicen?e", "licen?es", "*licen?e", "^licen?e*", "licensing", "licencing", "^relicens*",
			"^agreement", "licen?e agreement", "model agreement", "user agreement", "use agreement", "usage agreement", "access agreement",
			"community agreement",
			"service agreement", "research agreement", "data agreement", "data use agreement", "transfer agreement", "^dua$",
			"licencia*", "licença*", "licenca*", "licenza*", "licentie*", "lizenz*", "*lizenz", "licencja*", "лиценз*", "ліценз*", "lisans*",
			"lisensi", "lisens", "licens", "lisenssi", "licenc", "licenţă", "licență",
			"giấy phép", "giay phep", "σύμβαση", "άδεια", "רישיון", "رخصة", "ترخيص", "लाइसेंस", "ใบอนุญาต",
			"许可", "授权", "使用协议", "用户协议", "模型协议", "社区协议", "服务协议", "商用协议", "^协议$", "許可", "授權", "協議書",
			"ライセンス", "使用許諾", "利用許諾", "契約", "라이선스", "라이센스", "사용권", "이용허락",
		}},
		{doc.RolePolicy, []string{"^legal*", "^disclaimer*", "免责声明", "免責聲明", "免責事項", "면책", "haftungsausschluss"}},
		{doc.RoleLicence, []string{ // terms bind by themselves: only a use policy waits for a licence to name it
			"^terms", "*terms of*", "terms and conditions", "model terms", "use terms", "usage terms", "license terms", "service terms",
			"data terms", "weights terms", "terms$", "^tos", "tos$",
			"^conditions", "use conditions", "usage conditions", "conditions of use", "conditions for use", "access conditions",
			"^commercial use", "^commercial usage", "^non commercial*", "^noncommercial*", "^research only", "^research use", "^no commercial*",
			"^restriction",
			"条款", "使用声明", "使用须知", "使用条件", "商用说明", "商业使用", "條款",
			"利用規約", "規約", "利用条件", "使用条件", "이용약관", "약관", "이용조건",
			"nutzungsbedingungen*", "*nutzungsbedingungen", "nutzungsbestimmungen*", "geschäftsbedingungen",
			"conditions d utilisation", "conditions générales", "cgu$", "términos", "terminos", "condiciones de uso", "condiciones", "termos",
			"termini", "condizioni*",
			"gebruiksvoorwaarden", "voorwaarden", "warunki", "regulamin*", "условия*", "соглашение*", "правила использования", "kullanım koşulları",
			"điều khoản", "dieu khoan", "syarat*", "användarvillkor", "vilkår", "käyttöehdot",
		}},
	}
}

// dataWords are the words that may stand in the name of a data file (JSON,
// YAML and the like) that states terms; with any other it lists something.
func dataWords() []string {
	return []string{
		"license", "licence", "licensing", "eula", "copying", "agreement", "use", "usage", "acceptable", "policy",
		"model", "models", "weights", "weight", "checkpoint", "checkpoints", "code", "data", "dataset", "of", "the", "info", "information",
		"metadata",
	}
}

// notText are the endings of files that are no documents, whatever their name
// says: code, data, pictures, weights, keys.
func notText() []string {
	return []string{
		".py", ".pyi", ".pyc", ".js", ".ts", ".jsx", ".tsx", ".mjs", ".go", ".rs", ".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".java", ".kt",
		".swift", ".rb", ".php", ".cs", ".sh", ".bat", ".ps1", ".ipynb", ".css", ".scss", ".sql", ".lua", ".r", ".jl",
		".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow", ".feather", ".lock", ".db", ".sqlite", ".xlsx", ".xls", ".npz", ".npy",
		".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".mp4", ".mov", ".webm", ".mp3", ".wav", ".flac", ".ogg",
		".ico", ".ttf", ".otf", ".woff", ".woff2",
		".bin", ".pt", ".pth", ".ckpt", ".safetensors", ".gguf", ".ggml", ".onnx", ".h5", ".pkl", ".pickle", ".msgpack", ".tflite", ".model",
		".xet", ".pb", ".index", ".vocab", ".tiktoken",
		".pem", ".key", ".pub", ".crt", ".cer", ".der", ".pfx", ".p12", ".jks", ".sig", ".asc", ".gpg", ".sha256", ".md5",
	}
}

// dataEndings are the endings of data files that may state terms all the same.
func dataEndings() []string { return []string{".json", ".yaml", ".yml", ".toml", ".xml", ".spdx"} }
