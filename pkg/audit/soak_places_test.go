package audit_test

import (
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"path"
	"strings"
	units "unicode/utf16"
)

// placement puts a limiting sentence somewhere into a repository.
type placement struct {
	name     string
	readable bool // the words stand where a reader must find and quote them
	put      func(g *grammar, files tree, sentence string, r *rand.Rand)
}

// plainPlacements is the number of placements at the head of the list that
// plain statements may take, too: places in the card.
const plainPlacements = 14

// placements are the places of a card, then files of terms, then texts that
// were renamed, moved, cut or written in another encoding.
var placements = []placement{
	{"a paragraph of the card", true, inCard("\n{}\n")},
	{"the end of a paragraph", true, inCard("\nThe weights lie in one file. {}\n")},
	{"the start of a paragraph", true, inCard("\n{} The weights lie in one file.\n")},
	{"below a heading License", true, inCard("\n## License\n\n{}\n")},
	{"below a heading Usage", true, inCard("\n## Usage\n\n{}\n")},
	{"a list item", true, inCard("\n- fast\n- {}\n- small\n")},
	{"a numbered item", true, inCard("\n1. Load the model.\n2. {}\n")},
	{"a quotation", true, inCard("\n> {}\n")},
	{"bold words", true, inCard("\n**{}**\n")},
	{"a table cell", true, inCard("\n| Property | Value |\n|---|---|\n| Size | 2B |\n| Terms | {} |\n")},
	{"an HTML paragraph", true, inCard("\n<p align=\"center\">{}</p>\n")},
	{"folded details", true, inCard("\n<details>\n<summary>More</summary>\n\n{}\n\n</details>\n")},
	{"a footnote", true, inCard("\nA model of birds.[^1]\n\n[^1]: {}\n")},
	{"the last line without an end", true, inCard("\n{}")},
	{"a heading", true, inCard("\n## {}\n\nThe weights lie in one file.\n")},
	{"an HTML comment", true, inCard("\n<!-- {} -->\n")},
	{"a label", true, inCard("\n- **Terms of use:** {}\n")},
	{"a code block of words", true, inCard("\n```\n{}\n```\n")},
	{"the alt text of a badge", true, inCard("\n![{}](https://badges.example/terms.svg)\n")},
	{"the text of a link", true, inCard("\n[{}](https://quill.example/about)\n")},
	{"the prompt of a gate", true, inFront("extra_gated_prompt")},
	{"a licence file", true, file("LICENSE-MODEL")},
	{"a file of terms", true, named("TERMS.md", "Terms_of_Use.txt", "CONDITIONS.md", "AUP.txt",
		"MODEL_TERMS.txt", "USE_POLICY.md", "EULA.txt", "Licensing.md")},
	{"a file of terms with a foreign name", true, named("使用协议.txt", "模型许可协议.md", "利用規約.md", "라이선스.txt",
		"Lizenz.txt", "LICENCIA.txt", "Nutzungsbedingungen.md")},
	{"a notice", true, file("NOTICE")},
	{"a folder of licences", true, named("LICENSES/extra.txt", "licenses/weights.txt", "legal/TERMS.txt", "license/LICENSE")},
	{"the end of a licence", true, around("{text}\n\n{}\n")},
	{"the head of a licence", true, around("{}\n\n{text}")},
	{"inside a licence", true, inside},
	{"a card of a folder with weights", true, nested("README.md")},
	{"a licence of a folder with weights", true, nested("LICENSE")},
	{"the header of the weights", true, inHeader},
	{"a Modelfile", true, func(_ *grammar, files tree, sentence string, _ *rand.Rand) {
		files["Modelfile"] = []byte("FROM ./model.gguf\nLICENSE \"\"\"" + sentence + "\"\"\"\n")
	}},
	{"a comment of the front matter", true, func(_ *grammar, files tree, sentence string, _ *rand.Rand) {
		files["README.md"] = []byte(strings.Replace(string(files["README.md"]), "---\n#", "# "+sentence+"\n---\n#", 1))
	}},
	{"a key of the front matter", false, func(g *grammar, files tree, sentence string, r *rand.Rand) {
		inFront(pick(r, []string{"license_details", "terms_of_use", "usage_terms", "license_note", "license_terms", "restrictions"}))(g, files,
			sentence, r)
	}},
	{"the licence field of a manifest", true, inManifest},
	{"a file of doubtful name", true, named("TERMS_NOTES.md", "ETHICS.md", "Permission.txt", "声明.txt", "IMPORTANT.txt", "acme_terms.md")},
	{"a policy of foreign name", true, named("Permitted_Uses.md", "Nutzungsregeln.txt", "RAIL.md", "model_terms/README.md", "使用约定.md")},
	{"a card in another language", true, named("README_ja.md", "docs/README.de.md", "i18n/README_zh-CN.md")},
	{"a grant with a word changed", false, changed},
	{"a text in UTF-16", false, encoded},
	{"a text cut short", false, cut},
	{"a text with old line ends", true, lineEnds},
}

// inCard puts the sentence into the body of the card: "{}" stands for it.
func inCard(form string) func(*grammar, tree, string, *rand.Rand) {
	return func(_ *grammar, files tree, sentence string, _ *rand.Rand) {
		files["README.md"] = append(files["README.md"], strings.ReplaceAll(form, "{}", sentence)...)
	}
}

func inFront(key string) func(*grammar, tree, string, *rand.Rand) {
	return func(_ *grammar, files tree, sentence string, _ *rand.Rand) {
		quoted, _ := json.Marshal(sentence) // a string always has a JSON form, which is YAML, too
		files["README.md"] = []byte(strings.Replace(string(files["README.md"]), "---\n#", key+": "+string(quoted)+"\n---\n#", 1))
	}
}

func file(name string) func(*grammar, tree, string, *rand.Rand) { return named(name) }

// named writes a file of terms with one of several names.
func named(names ...string) func(*grammar, tree, string, *rand.Rand) {
	return func(_ *grammar, files tree, sentence string, r *rand.Rand) {
		files[pick(r, names)] = []byte("You may use the model.\n\n" + sentence + "\n")
	}
}

// around joins the sentence to the text of the licence.
func around(form string) func(*grammar, tree, string, *rand.Rand) {
	return func(g *grammar, files tree, sentence string, _ *rand.Rand) {
		files["LICENSE"] = []byte(strings.NewReplacer("{text}", g.apache, "{}", sentence).Replace(form))
	}
}

// inside puts the sentence between two paragraphs of the licence.
func inside(g *grammar, files tree, sentence string, r *rand.Rand) {
	paragraphs := strings.Split(strings.ReplaceAll(g.apache, "\n \n", "\n\n"), "\n\n")
	at := 1 + r.IntN(len(paragraphs)-1)
	files["LICENSE"] = []byte(strings.Join(paragraphs[:at], "\n\n") + "\n\n" + sentence + "\n\n" + strings.Join(paragraphs[at:], "\n\n"))
}

// nested puts weights into a folder, and beside them a file with the sentence.
func nested(name string) func(*grammar, tree, string, *rand.Rand) {
	return func(_ *grammar, files tree, sentence string, r *rand.Rand) {
		folder := pick(r, []string{"large", "weights", "vae", "checkpoints/v2"})
		files[path.Join(folder, "model.safetensors")] = nil
		files[path.Join(folder, name)] = []byte("# Wren, the larger one\n\n" + sentence + "\n")
	}
}

// inHeader writes the sentence as the licence of a safetensors file.
func inHeader(_ *grammar, files tree, sentence string, _ *rand.Rand) {
	header, _ := json.Marshal(map[string]any{"__metadata__": map[string]string{"license": sentence}})
	files["model.safetensors"] = append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
}

// inManifest gives the sentence as the licence of a manifest.
func inManifest(_ *grammar, files tree, sentence string, r *rand.Rand) {
	quoted, _ := json.Marshal(sentence)
	name := pick(r, []string{"CITATION.cff", "package.json", "pyproject.toml", "metadata.yaml", "codemeta.json"})
	forms := map[string]string{"CITATION.cff": "title: Wren\nlicense: {}\n", "package.json": `{"license": {}}`,
		"metadata.yaml":  "license: {}\n",
		"pyproject.toml": "[project]\nlicense = {text = {}}\n", "codemeta.json": `{"license": {}}`}
	files[name] = []byte(strings.ReplaceAll(forms[name], "{}", string(quoted)))
}

// changed writes a licence whose grant gives less than it did.
func changed(g *grammar, files tree, _ string, r *rand.Rand) {
	words := pick(r, [][2]string{
		{"no-charge, royalty-free, irrevocable", "no-charge, royalty-free, revocable"}, {"perpetual, worldwide,", "perpetual, regional,"},
		{"publicly perform, sublicense, and distribute", "and publicly perform"}, {"sublicense, and distribute the", "sublicense, and lend the"},
		{"hereby grants to You a", "hereby grants to Your university a"}, {"no-charge, royalty-free,", "no-charge, non-commercial,"},
		{"prepare Derivative Works of,", ""}, {"You may reproduce and distribute copies", "You may reproduce and not distribute copies"},
	})
	text := strings.ReplaceAll(strings.Join(strings.Fields(g.apache), " "), words[0], words[1])
	files["LICENSE"] = []byte(text)
}

// encoded writes a licence with the sentence in UTF-16 of either order.
func encoded(g *grammar, files tree, sentence string, r *rand.Rand) {
	around("{text}\n\n{}\n")(g, files, sentence, r)
	words := units.Encode([]rune("\ufeff" + string(files["LICENSE"])))
	order := pick(r, []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian})
	var out []byte
	for _, u := range words {
		out = order.AppendUint16(out, u)
	}
	files["LICENSE"] = out
}

// cut leaves a part of a licence only.
func cut(g *grammar, files tree, _ string, r *rand.Rand) {
	files["LICENSE"] = []byte(g.apache[:len(g.apache)/10+r.IntN(len(g.apache)/2)])
}

// lineEnds writes a licence with the sentence with line ends of another kind.
func lineEnds(g *grammar, files tree, sentence string, r *rand.Rand) {
	around("{text}\n\n{}\n")(g, files, sentence, r)
	files["LICENSE"] = []byte(strings.ReplaceAll(string(files["LICENSE"]), "\n", pick(r, []string{"\r", "\r\n", "\u2028", "\u0085"})))
}
