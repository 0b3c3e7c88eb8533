package hub

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// nameWords is the number of words up to which a value names a licence; more
// are terms themselves.
const nameWords = 8

// HeaderDocuments makes documents of what the header of a weights file says: of
// names and links one that lists them, a line for each, and of every text of
// terms one of its own. content is the head of the file, or the whole of a
// Modelfile or a configuration. There is none when the header says nothing of the kind.
func HeaderDocuments(f File, url string, content []byte) []*doc.Document {
	facts, _ := weights.Read(f.Path, content) // what is no header says nothing
	how := "header of the file"
	switch {
	case isModelfile(f.Path):
		facts = weights.ReadModelfile(string(content))
	case isConfig(f.Path):
		facts = weights.ReadConfig(content)
	default:
		if m := manifestOf(f.Path); m != nil {
			facts, how = readManifest(m, f.Path, content), fieldsOfFile
		}
	}
	return factDocuments(f, url, content, facts, how)
}

const fieldsOfFile = "fields of the file"

// FieldDocuments is HeaderDocuments for the description of a whole model in
// JSON, whatever its name.
func FieldDocuments(f File, url string, content []byte) []*doc.Document {
	return factDocuments(f, url, content, readManifest(&manifest{About: "all"}, f.Path, content), fieldsOfFile)
}

// factDocuments makes documents of the facts that stand in a file.
func factDocuments(f File, url string, content []byte, facts []weights.Fact, how string) []*doc.Document {
	digest := f.LFSSHA256
	if digest == "" {
		digest = doc.Digest(content)
	}
	from := func(fragment string, role doc.Role, text string) *doc.Document {
		d := doc.New(f.Path+"#"+fragment, role, url, []byte(text))
		d.DerivedFrom = &doc.Derivation{Path: f.Path, SHA256: digest, How: how}
		return d
	}
	if !slices.ContainsFunc(facts, func(f weights.Fact) bool { return !f.Name() && !f.Data() }) {
		facts = nil // a name alone is no evidence of anything
	}
	var docs []*doc.Document
	var names strings.Builder
	for i, fact := range facts {
		value := strings.TrimSpace(fact.Value)
		if isTerms(fact) && isText(value) {
			docs = append(docs, from(fmt.Sprintf("%s.%d", fact.Key, i), doc.RoleLicence, value+"\n"))
			continue
		}
		fmt.Fprintf(&names, "%s: %s\n", fact.Key, strings.Join(strings.Fields(value), " "))
	}
	if names.Len() > 0 {
		docs = append(docs, from("header", doc.RoleHeader, names.String()))
	}
	return docs
}

// isText tells terms themselves from the name of a licence.
func isText(value string) bool {
	words := len(strings.Fields(value))
	sentence := words > 3 && strings.HasSuffix(value, ".") || strings.ContainsAny(value, "\n。")
	return sentence || words > nameWords || isUnspaced(value) && len(value) > 60
}

func isTerms(f weights.Fact) bool { return f.Terms() || f.Key == "LICENSE" }

func isModelfile(name string) bool { return path.Base(name) == "Modelfile" }

func isConfig(name string) bool {
	base := path.Base(name)
	return base == "config.json" || base == "model_index.json"
}

// HasHeader reports whether a file's header may say something of terms.
func HasHeader(name string) bool { return weights.HasHeader(name) }

// headerLinks returns the addresses that a header gives for a licence.
func headerLinks(header *doc.Document) []any {
	var links []any
	for line := range bytes.Lines(header.Text) {
		key, value, _ := strings.Cut(strings.TrimSpace(string(line)), ": ")
		if _, link := weights.LicenceKey(key); link {
			links = append(links, value)
		}
	}
	return links
}

// Headed chooses the weights files whose headers are read: the first of every
// form in every folder.
func Headed(files []File) []File {
	seen := map[string]bool{}
	var out []File
	for _, f := range files {
		if !IsWeights(f.Path) || !HasHeader(f.Path) {
			continue
		}
		if form := path.Dir(f.Path) + " " + strings.ToLower(path.Ext(f.Path)); !seen[form] && len(out) < maxHeaders {
			seen[form] = true
			out = append(out, f)
		}
	}
	return out
}

// HeadedEach chooses the weights files whose headers are read where that costs
// little: every one, but of a file in several parts the first.
func HeadedEach(files []File) []File {
	seen := map[string]bool{}
	var out []File
	for _, f := range files {
		if !IsWeights(f.Path) || !HasHeader(f.Path) {
			continue
		}
		if whole := path.Dir(f.Path) + "/" + stem(f.Path) + path.Ext(f.Path); !seen[whole] && len(out) < maxHeadersHere {
			seen[whole] = true
			out = append(out, f)
		}
	}
	return out
}

// Bounds of the headers that are read of one repository, and of a folder.
const (
	maxHeaders     = 16
	maxHeadersHere = 512
)
