package audit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// addHeaders adds the licences that the headers of weights files name, and
// Modelfiles.
func (d *declared) addHeaders(c *contents, known *license.Catalogue) {
	for _, header := range c.docs {
		if header.Role != doc.RoleHeader || !header.Read() {
			continue
		}
		at := 0
		for line := range bytes.Lines(header.Text) {
			key, value, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), ": ")
			start := at + len(key) + len(": ")
			at += len(line)
			scopes := scopesOf(key)
			if name, _ := weights.LicenceKey(key); name && value != "" && (scopes == nil || !harmless(key, known.Lookup(value))) {
				span := header.Span(start, start+len(value))
				d.claims = append(d.claims, license.Claim{From: license.FromGGUF, Name: value, Path: header.Path, Scopes: scopes,
					Evidence: header.Evidence(c.snap.Commit, []doc.Span{span})})
			}
		}
	}
}

// scopesOf returns what a key says that its licence is given to, nil where it
// does not tell.
func scopesOf(key string) []term.Scope {
	if strings.HasPrefix(key, "code-") {
		return []term.Scope{term.Code}
	}
	return nil
}

// harmless reports whether a licence of the code changes nothing for the rest:
// it asks for notices at most, or a classifier of packages calls it approved and
// nobody knows it by that name.
func harmless(key string, entries []*license.Entry) bool {
	if strings.HasSuffix(key, "-osi") && len(entries) == 0 {
		return true
	}
	return len(entries) > 0 && !slices.ContainsFunc(entries, func(e *license.Entry) bool { return !(finding.License{Entry: e}).Permissive() })
}
