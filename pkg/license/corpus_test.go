package license_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

// corpusText is a real licence text and what it must be called.
type corpusText struct {
	ID     string   `json:"id"`
	File   string   `json:"file"`
	SPDX   string   `json:"spdx"`
	Key    string   `json:"scancode_key"`
	Tag    string   `json:"hf_license_tag"`
	Names  []string `json:"aliases"`
	Family string   `json:"family"`
	Round  int      `json:"round"`
	Text   []byte   `json:"-"`
}

// corpus returns the texts of the folder that FINEPRINT_CORPUS names.
func corpus(tb testing.TB) []corpusText {
	tb.Helper()
	dir := os.Getenv("FINEPRINT_CORPUS")
	if dir == "" {
		tb.Skip("FINEPRINT_CORPUS is not set: real texts are not checked")
	}
	data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		tb.Fatal(err)
	}
	var texts []corpusText
	if err := json.Unmarshal(data, &texts); err != nil {
		tb.Fatal(err)
	}
	for i := range texts {
		if texts[i].Text, err = os.ReadFile(filepath.Join(dir, texts[i].File)); err != nil {
			tb.Fatal(err)
		}
	}
	return texts
}

// own returns our catalogue, loaded once for all tests.
var own = sync.OnceValues(rules.Load)

func ownCatalogue(tb testing.TB) *license.Catalogue {
	tb.Helper()
	r, err := own()
	if err != nil {
		tb.Fatal(err)
	}
	return r.Licenses
}

func document(text []byte) *doc.Document { return doc.New("LICENSE", doc.RoleLicence, "", text) }

// is reports whether a match is the text: by any name that both have.
func (t corpusText) is(m license.Match) bool {
	stem := func(s string) string {
		s = strings.ToLower(s)
		return strings.TrimSuffix(strings.TrimSuffix(s, "-only"), "-or-later")
	}
	names := map[string]bool{}
	for _, n := range append([]string{t.ID, t.SPDX, t.Key, t.Tag}, t.Names...) {
		if n != "" {
			names[stem(n)] = true
		}
	}
	for _, n := range append([]string{m.ID, m.SPDX}, m.Aliases...) {
		if names[stem(n)] {
			return true
		}
	}
	return false
}
