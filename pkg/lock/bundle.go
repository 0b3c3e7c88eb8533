package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// BundleSchema names the version of the form of a bundle.
const BundleSchema = "fineprint.bundle/1"

// ManifestName is the file of a bundle that lists the others.
const ManifestName = "manifest.json"

// Manifest lists what a bundle holds: the report, and all that it takes to come
// to it again.
type Manifest struct {
	Schema  string        `json:"schema"`
	Tool    audit.Tool    `json:"tool"`
	Profile audit.Profile `json:"profile"`
	Day     string        `json:"day"` // of judgement, on which exceptions depend; empty when it was not known
	Depth   int           `json:"lineage_depth"`
	Twins   bool          `json:"twins,omitempty"` // other hubs were asked for the same models
	Targets []Asked       `json:"targets"`
	Read    []Visited     `json:"read"`
	Files   []Sum         `json:"files"` // every other file of the bundle, by path
}

// Asked is a target as it was asked for.
type Asked struct {
	Asked     string        `json:"asked"`
	Component string        `json:"component"`
	NamedIn   []audit.Place `json:"named_in"`
}

// Visited is a repository that was read, or why it was not.
type Visited struct {
	Hub    string `json:"hub"`
	Ref    string `json:"ref"`
	Folder string `json:"folder"` // of the snapshot; empty for one that was not read
	Fault  string `json:"fault"`  // the sort of failure, in the words of the program
}

// Sum is a file with its digest.
type Sum struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Sums lists the files of a bundle but for its manifest, by path.
func Sums(fsys fs.FS) ([]Sum, error) {
	out := []Sum{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == ManifestName {
			return err
		}
		f, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sum := sha256.New()
		n, err := io.Copy(sum, f)
		out = append(out, Sum{path, hex.EncodeToString(sum.Sum(nil)), n})
		return err
	})
	return out, err
}

// OpenBundle reads the manifest of a bundle and holds every file against it. A
// file that was changed, is missing or was added is a fault.
func OpenBundle(fsys fs.FS) (Manifest, error) {
	var m Manifest
	data, err := fs.ReadFile(fsys, ManifestName)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return m, fmt.Errorf("not a bundle of fineprint: %w", err)
	}
	if m.Schema != BundleSchema {
		return m, fmt.Errorf("a bundle of the form %q, and this fineprint reads %s", m.Schema, BundleSchema)
	}
	have, err := Sums(fsys)
	if err != nil {
		return m, err
	}
	var faults []error
	for _, want := range m.Files {
		i := slices.IndexFunc(have, func(s Sum) bool { return s.Path == want.Path })
		switch {
		case i < 0:
			faults = append(faults, fmt.Errorf("%s is missing", want.Path))
		case have[i] != want:
			faults = append(faults, fmt.Errorf("%s was changed", want.Path))
		}
	}
	for _, s := range have {
		if !slices.ContainsFunc(m.Files, func(want Sum) bool { return want.Path == s.Path }) {
			faults = append(faults, fmt.Errorf("%s was added", s.Path))
		}
	}
	return m, errors.Join(faults...)
}

// Differing names the targets of which two reports say different things. One
// that was not read either time is the same, whatever the hub said then.
func Differing(a, b *audit.Report) []string {
	var out []string
	for i, t := range a.Reports {
		if i >= len(b.Reports) {
			out = append(out, t.Target.Asked)
			continue
		}
		unread := len(t.Documents) == 0 && len(b.Reports[i].Documents) == 0
		if !unread && encoded(t) != encoded(b.Reports[i]) {
			out = append(out, t.Target.Asked)
		}
	}
	return out
}

func encoded(t audit.TargetReport) string {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	if err := enc.Encode(t); err != nil {
		return err.Error()
	}
	return out.String()
}
