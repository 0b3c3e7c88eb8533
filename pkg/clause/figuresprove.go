package clause

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ReadFigures reads figures.yaml of fsys with its proofs.
func ReadFigures(fsys fs.FS) ([]Figures, error) { return readFigures(fsys) }

// ProveFigures runs the proofs of figures through s and returns every one that
// fails: of the clauses of its kind that all rules together find, one must
// state the parameters, and none that it lacks.
func (s *Set) ProveFigures(all []Figures) error {
	var faults []error
	for _, g := range all {
		faults = append(faults, g.unproved(all)...)
		for _, e := range g.Examples {
			if why := s.proveFigure(e); why != "" {
				faults = append(faults, fmt.Errorf("figures.yaml: examples: %q: %s", e.Text, why))
			}
		}
	}
	return errors.Join(faults...)
}

func (s *Set) proveFigure(e FiguresExample) string {
	want, err := toParams(e.Params)
	if err != nil {
		return err.Error()
	}
	why := fmt.Sprintf("no %s is found", e.Kind)
	for _, m := range s.Match(Input{Doc: doc.New("example", doc.RoleLicence, "", []byte(e.Text))}) {
		if m.Kind != e.Kind {
			continue
		}
		if why = e.differs(m.Params, want); why == "" {
			return ""
		}
	}
	return why
}

// differs says in what the parameters of a clause differ from those wanted.
func (e FiguresExample) differs(have, want term.Params) string {
	for _, name := range want.Names() {
		if fmt.Sprint(have[name]) != fmt.Sprint(want[name]) {
			return fmt.Sprintf("%s is %v, not %v", name, have[name], want[name])
		}
	}
	for _, name := range e.Lacks {
		if have[name] != nil {
			return fmt.Sprintf("%s is %v, and the text does not say it", name, have[name])
		}
	}
	return ""
}

// unproved returns a fault for every value that an entry sets and no example
// wants.
func (g Figures) unproved(all []Figures) []error {
	wanted := map[string]bool{}
	for _, other := range all {
		for _, e := range other.Examples {
			for name, value := range e.Params {
				wanted[fmt.Sprint(name, "=", value)] = true
			}
		}
	}
	var faults []error
	for _, w := range g.When {
		for name, value := range w.Params {
			if value != "" && !wanted[fmt.Sprint(name, "=", value)] {
				faults = append(faults, fmt.Errorf("figures.yaml: no example proves %s: %v", name, value))
			}
		}
	}
	return faults
}
