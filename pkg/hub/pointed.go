package hub

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// PointedTo returns the paths that the repository's cards and licence texts
// give for further terms: links whose label, target or line speaks of terms.
// What does not stand in the file list is left to whoever reads the words.
func (s *Snapshot) PointedTo() []string {
	var out []string
	seen := map[string]bool{}
	for _, d := range s.Documents {
		if !d.Read() || d.Role != doc.RoleCard && d.Role != doc.RoleLicence && d.Role != doc.RoleNotice && d.Role != doc.RolePolicy {
			continue
		}
		if !slices.ContainsFunc(s.Files, func(f File) bool { return f.Path != d.Path && textual(path.Base(f.Path)) }) {
			continue // no link can lead to one
		}
		dir := path.Dir(d.Path)
		for _, target := range termsLinks(d.Text) {
			for _, name := range []string{path.Join(dir, target), target} {
				if f, ok := Listed(s.Files, name); ok && !seen[f.Path] && textual(path.Base(f.Path)) && f.Path != d.Path {
					seen[f.Path] = true
					out = append(out, f.Path)
					break
				}
			}
			if len(out) == maxPointed {
				return out
			}
		}
	}
	return out
}

// maxPointed bounds the documents that links in prose lead to.
const maxPointed = 8

var (
	inlineLink  = pattern.Lazily(`\]\(\s*<?([^)\s>]+)|(?i:href)\s*=\s*["']([^"'\s>]+)|^\s*\[[^\]]+\]:\s*(\S+)`)
	fileAddress = pattern.Lazily(`^https?://[^/]+/[^/]+/[^/]+/(?:blob|resolve|raw|tree)/[^/]+/(.+)$`)
)

// mayLink tells the few lines that can hold a link from the many that cannot,
// without a pattern.
func mayLink(line []byte) bool {
	return bytes.Contains(line, []byte("](")) || bytes.Contains(line, []byte("]:")) ||
		bytes.IndexByte(line, '=') >= 0 && bytes.Contains(bytes.ToLower(line), []byte("href"))
}

// linkPatterns are the patterns of rules/words/links.yaml.
type linkPatterns struct {
	Line pattern.Pattern `json:"line"`
}

var linkWords = sync.OnceValue(func() *linkPatterns { return pattern.MustLoad[linkPatterns](words.Links) })

// CompileLinks reads words/links.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it.
func CompileLinks(fsys fs.FS) ([]byte, error) {
	return pattern.Compile[linkPatterns](fsys, "words/links.yaml")
}

// termsLinks returns the targets of links to files in lines that speak of
// terms.
func termsLinks(text []byte) []string {
	var out []string
	for line := range bytes.Lines(text) {
		if len(line) > 1<<16 || !mayLink(line) || !linkWords().Line.Match(line) {
			continue
		}
		for _, m := range inlineLink().FindAllSubmatch(line, -1) {
			target := string(bytes.Join(m[1:], nil))
			if m := fileAddress().FindStringSubmatch(target); m != nil {
				target = m[1]
			}
			if target = CleanPath(target); SafePath(target) && !strings.Contains(target, "://") {
				out = append(out, target)
			}
		}
	}
	return out
}
