package clause

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Compile reads lexicon.yaml, kinds.yaml and clauses/**/*.yaml from fsys (the
// folder rules/), checks their form and returns the index that Load reads. The
// proofs of the rules are for Prove.
func Compile(fsys fs.FS) ([]byte, error) {
	src, err := readSource(fsys)
	if err != nil {
		return nil, err
	}
	s, err := newSet(src)
	if err != nil {
		return nil, err
	}
	return s.encode(src)
}

// LoadDir returns a set with the rules of fsys (clauses/**/*.yaml) added to
// those of s. A rule with the id of one of s takes its place; lexicon.yaml adds
// classes. Every rule must bear its proofs.
func (s *Set) LoadDir(fsys fs.FS) (*Set, error) {
	more, err := readSource(fsys)
	if err != nil {
		return nil, err
	}
	if more.adds() == 0 {
		return s, nil // folders of licences or sinks alone are common
	}
	own := s.source()
	joined := source{
		Lexicon: maps.Clone(own.Lexicon), Frames: own.Frames, Kinds: own.Kinds, Figures: own.Figures, Topics: own.Topics,
		Plain: own.Plain, Reviewed: s.explainer.reviewed,
		lexicon: more.lexicon, frames: s.frames().lexicon, names: more.names.or(s.names),
	}
	if joined.Lexicon == nil {
		joined.Lexicon = map[string]string{}
	}
	maps.Copy(joined.Lexicon, more.Lexicon)
	joined.Rules = slices.DeleteFunc(slices.Clone(own.Rules), func(r Rule) bool {
		return slices.ContainsFunc(more.Rules, func(m Rule) bool { return m.ID == r.ID })
	})
	joined.Rules = append(joined.Rules, more.Rules...)
	joined.Plain = slices.DeleteFunc(slices.Clone(own.Plain), func(p Plain) bool {
		return slices.ContainsFunc(more.Plain, func(m Plain) bool { return m.ID == p.ID })
	})
	joined.Plain = append(joined.Plain, more.Plain...)
	slices.SortFunc(joined.Plain, func(a, b Plain) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(joined.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	set, err := newSet(joined)
	if err != nil {
		return nil, err
	}
	return set, errors.Join(set.Prove(more.Rules), set.ProvePlain(more.Plain))
}

// ReadRules reads the rules of fsys with their examples.
func ReadRules(fsys fs.FS) ([]Rule, error) {
	src, err := readSource(fsys)
	return src.Rules, err
}
