package license

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/strict"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// source is one YAML document of a catalogue file, as people write it. See
// rules/licenses/README.md for what each field means.
type source struct {
	ID          string        `yaml:"id"`
	Name        string        `yaml:"name"`
	Version     string        `yaml:"version"`
	SPDX        string        `yaml:"spdx"`
	Family      string        `yaml:"family"`
	DocType     DocType       `yaml:"doc_type"`
	Aliases     aliasSource   `yaml:"aliases"`
	Category    term.Category `yaml:"category"`
	OSIApproved bool          `yaml:"osi_approved"`
	FSFFree     bool          `yaml:"fsf_free"`
	OpenData    bool          `yaml:"open_data"`
	Issuer      string        `yaml:"issuer"`
	Issued      string        `yaml:"issued"`
	Successor   string        `yaml:"successor"`
	Source      string        `yaml:"source"`
	FixedText   *bool         `yaml:"fixed_text"`
	Closed      bool          `yaml:"closed"`
	Parameters  []string      `yaml:"parameters"`
	Policies    []string      `yaml:"policies"`
	Members     []string      `yaml:"members"`
	Marks       Marks         `yaml:"marks"`
	Terms       []termSource  `yaml:"terms"`
	Rights      rightsSource  `yaml:"rights"`
	Absent      []term.Kind   `yaml:"absent"`
	Complete    bool          `yaml:"complete"`
	Disputed    []term.Kind   `yaml:"disputed"`
	Drafted     bool          `yaml:"drafted"`
	Texts       []textSource  `yaml:"texts"`
	Note        string        `yaml:"note"` // for the people who keep the catalogue; not compiled

	doc *strict.Document // where it stands
}

type aliasSource struct {
	Hub      []string `yaml:"hub"`
	ScanCode []string `yaml:"scancode"`
	Names    []string `yaml:"names"`
	URLs     []string `yaml:"urls"`
}

type termSource struct {
	Kind   term.Kind      `yaml:"kind"`
	Params map[string]any `yaml:"params"`
	Policy bool           `yaml:"policy"`
	At     []int          `yaml:"at"`   // first word, and the one behind the last
	Text   int            `yaml:"text"` // number of the text that At counts in, from 1; left out: the first
}

// place returns where t stands, nil where that is not said.
func (t termSource) place() *Place {
	if t.At == nil {
		return nil
	}
	return &Place{Text: max(t.Text, 1) - 1, From: t.At[0], To: t.At[1]}
}

type rightsSource map[term.Right]term.Answer

// readSources decodes every *.yaml file of dir in fsys, in the order of their
// names. The error joins one line for every fault.
func readSources(fsys fs.FS, dir string) ([]*source, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var (
		all    []*source
		faults []error
	)
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		sources, err := decodeFile(file, data)
		all, faults = append(all, sources...), append(faults, err)
	}
	return all, errors.Join(faults...)
}

// decodeFile decodes the YAML documents of one file, strictly.
func decodeFile(file string, data []byte) ([]*source, error) {
	var (
		sources []*source
		faults  []error
	)
	for _, d := range strict.Parse(file, data) {
		s := &source{doc: d}
		d.Into(s)
		if err := d.Err(); err != nil {
			faults = append(faults, err)
			continue
		}
		sources = append(sources, s)
	}
	return sources, errors.Join(faults...)
}

// fault returns an error about the field that path leads to: names of mapping
// keys and indexes of lists.
func (s *source) fault(why string, path ...any) error {
	return s.doc.At(strict.Path("", path...), "%s", why)
}
