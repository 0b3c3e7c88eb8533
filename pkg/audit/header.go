package audit

import (
	"bytes"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
)

// addHeaders adds the licences that the headers of weights files name, and
// Modelfiles.
func (d *declared) addHeaders(c *contents) {
	for _, header := range c.docs {
		if header.Role != doc.RoleHeader || !header.Read() {
			continue
		}
		at := 0
		for line := range bytes.Lines(header.Text) {
			key, value, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), ": ")
			start := at + len(key) + len(": ")
			at += len(line)
			if namesLicence(key) && value != "" {
				span := header.Span(start, start+len(value))
				d.claims = append(d.claims, license.Claim{From: license.FromGGUF, Name: value, Path: header.Path,
					Evidence: header.Evidence(c.snap.Commit, []doc.Span{span})})
			}
		}
	}
}

// namesLicence reports whether a key of a header gives the name of a licence.
func namesLicence(key string) bool {
	key = strings.ToLower(key)
	return strings.Contains(key, "licen") && !strings.HasSuffix(key, "link") && !strings.HasSuffix(key, "url")
}
