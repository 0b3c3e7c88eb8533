package inventory

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// prove reads the text of every proof and holds what is found against what must
// be. The sources are proved together, as they are used; own are added.
func prove(sources []file, own *Sinks) (proofs int, err error) {
	all := merge(sources)
	if own != nil {
		all = merge(append([]file{{source: own.source}}, sources...))
	}
	set, err := ready(all)
	if err != nil {
		return 0, err
	}
	var faults []error
	for _, f := range sources {
		for i, p := range f.Proofs {
			proofs++
			if fault := p.fails(set); fault != "" {
				faults = append(faults, f.doc.At(pathOf("proofs", i), "%s", fault))
			}
		}
	}
	return proofs, errors.Join(faults...)
}

// fails says in what a proof differs from what is found; it is empty when it
// holds.
func (p proof) fails(s *Sinks) string {
	var found []string
	refs, _ := Read(s, p.File, []byte(p.Text))
	for _, r := range refs {
		found = append(found, r.brief())
	}
	want := slices.Clone(p.Finds)
	slices.Sort(found)
	slices.Sort(want)
	if slices.Equal(found, want) {
		return ""
	}
	return fmt.Sprintf("must find [%s], finds [%s]", strings.Join(want, "; "), strings.Join(found, "; "))
}

// brief writes a reference as proofs do: "LINE [kind] [hub:]id[@revision]", or
// "LINE unresolved text".
func (r Reference) brief() string {
	s := fmt.Sprint(r.Line, " ")
	if r.Status != Resolved {
		return s + string(r.Status) + " " + r.Text
	}
	if r.Kind != ref.Model {
		s += string(r.Kind) + " "
	}
	if r.Hub != ref.HuggingFace {
		s += r.Hub + ":"
	}
	s += r.ID
	if r.Revision != "" {
		s += "@" + r.Revision
	}
	return s
}
