package hub

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// RoleOf says what the file at a repository's path is to an audit, by its name
// alone. ok is false for files that are no documents: weights, code, data.
func RoleOf(name string) (role doc.Role, ok bool) {
	if strings.EqualFold(name, "README.md") {
		return doc.RoleCard, true
	}
	if isRecipe(name) {
		return doc.RoleConfig, true
	}
	base := path.Base(name)
	if !textual(base) {
		return "", false
	}
	if role, ok := roleOfWords(words(base)); ok {
		return role, true
	}
	return roleOfFolder(path.Dir(name))
}

// IsUnreadable reports whether a file of that name is known not to be plain
// text, so that fetching it is of no use. A licence may be a PDF.
func IsUnreadable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".zip", ".gz":
		return true
	default:
		return false
	}
}

// isRecipe tells the files that say what a model was made from.
func isRecipe(name string) bool {
	switch name {
	case "adapter_config.json", "mergekit_config.yml", "mergekit_config.yaml":
		return true
	default:
		return false
	}
}

// textual reports whether the ending of a file's name leaves room for a text.
// Endings that are not known count as part of the name (LICENSE.apache,
// COPYING.LESSER, LICENSE-2.0).
func textual(base string) bool {
	switch strings.ToLower(path.Ext(base)) {
	case ".py", ".js", ".ts", ".go", ".rs", ".c", ".cc", ".cpp", ".h", ".java", ".sh", ".ipynb", ".css",
		".json", ".jsonl", ".yaml", ".yml", ".toml", ".xml", ".csv", ".tsv", ".parquet", ".arrow", ".lock", ".spdx",
		".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".mp3", ".wav", ".ico",
		".bin", ".pt", ".pth", ".ckpt", ".safetensors", ".gguf", ".ggml", ".onnx", ".h5", ".npz", ".npy", ".pkl", ".msgpack", ".tflite", ".model", ".xet":
		return false
	default:
		return true
	}
}

// words cuts a file's name into lower-case words at everything that is no
// letter or digit, and where a small letter meets a capital.
func words(base string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range base {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.Fields(b.String())
}

func roleOfWords(w []string) (doc.Role, bool) {
	if len(w) == 0 {
		return "", false
	}
	switch {
	case has(w, "use", "policy"), has(w, "usage", "policy"), has(w, "acceptable", "use"), has(w, "prohibited", "use"), has(w, "prohibited", "uses"), has(w, "use", "restrictions"), w[0] == "restrictions":
		return doc.RolePolicy, true
	case has(w, "third", "party"), has(w, "thirdparty"), strings.HasPrefix(w[0], "notice"), has(w, "notices"), strings.HasPrefix(w[0], "copyright"):
		return doc.RoleNotice, true
	case isLicenceName(w):
		return doc.RoleLicence, true
	case strings.HasPrefix(w[0], "legal"), has(w, "terms", "of", "use"), has(w, "terms", "of", "service"), has(w, "terms", "and", "conditions"), w[0] == "terms", w[0] == "tos":
		return doc.RolePolicy, true
	default:
		return "", false
	}
}

// isLicenceName tells the name of a licence from that of a thing that is about
// licences of another sort: number plates.
func isLicenceName(w []string) bool {
	if strings.HasPrefix(w[0], "copying") || has(w, "eula") || has(w, "unlicense") {
		return true
	}
	if slices.ContainsFunc([]string{"model", "user", "use", "usage", "access", "community"}, func(kind string) bool { return has(w, kind, "agreement") }) || w[0] == "agreement" {
		return true
	}
	for i, word := range w {
		whole := word == "licenses" || word == "licences" || strings.HasSuffix(word, "license") || strings.HasSuffix(word, "licence") || isForeignLicence(word)
		first := i == 0 && (strings.HasPrefix(word, "license") || strings.HasPrefix(word, "licence"))
		if !whole && !first {
			continue
		}
		return !strings.Contains(word, "plate") && (i+1 == len(w) || !strings.HasPrefix(w[i+1], "plate"))
	}
	return false
}

// isForeignLicence knows the word for a licence in further languages.
func isForeignLicence(word string) bool {
	return slices.Contains([]string{"licencia", "licença", "licenza", "licentie", "lizenz", "licencja", "лицензия", "许可证", "许可协议", "ライセンス", "라이선스"}, word)
}

// has reports whether the words of phrase follow each other in w.
func has(w []string, phrase ...string) bool {
	for i := 0; i+len(phrase) <= len(w); i++ {
		if slices.Equal(w[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

// roleOfFolder gives a file its role by the folder it stands in.
func roleOfFolder(dir string) (doc.Role, bool) {
	for _, part := range strings.Split(strings.ToLower(dir), "/") {
		switch part {
		case "license", "licenses", "licence", "licences":
			return doc.RoleLicence, true
		case "legal":
			return doc.RolePolicy, true
		}
	}
	return "", false
}
