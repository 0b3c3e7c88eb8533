package hub

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// MaxDocuments bounds the documents that are read of one repository.
const MaxDocuments = 40

// Wanted is a file of a repository that may hold terms, or that says what the
// repository was made from.
type Wanted struct {
	File
	Role doc.Role
}

// Plan lists the files of a repository that are to be read, the most telling
// first: its card and the texts at the top, then by depth and name. over holds
// what is beyond most.
func Plan(files []File, most int) (read, over []Wanted) {
	at := places(files)
	var all []Wanted
	for _, f := range files {
		if role, ok := at.role(f.Path); ok && (f.Size <= maxManifest || manifestOf(f.Path) == nil) {
			all = append(all, Wanted{f, role})
		}
	}
	all = fewSettings(all)
	slices.SortStableFunc(all, func(a, b Wanted) int {
		return cmp.Or(
			cmp.Compare(rank(a), rank(b)),
			cmp.Compare(strings.Count(a.Path, "/"), strings.Count(b.Path, "/")),
			strings.Compare(a.Path, b.Path),
		)
	})
	if len(all) > most {
		return all[:most], all[most:]
	}
	return all, nil
}

// fewSettings leaves out settings of training tools and of parts of the model
// beyond the first: most say the same, and hardly one holds terms.
func fewSettings(all []Wanted) []Wanted {
	n := 0
	return slices.DeleteFunc(all, func(w Wanted) bool {
		if rank(w) == lastRank {
			n++
		}
		return n > maxSettings && rank(w) == lastRank
	})
}

// maxSettings bounds the settings of training tools and of parts that are read of
// one repository.
const maxSettings = 6

// rank puts the repository's card first, whatever else there is, and settings
// of training tools and of parts last.
func rank(w Wanted) int {
	switch {
	case w.Role == doc.RoleCard && isMainCard(w.Path):
		return 0
	case w.Role == doc.RoleConfig && (names().isSettings(path.Base(w.Path)) || isPartConfig(w.Path)):
		return lastRank
	}
	return 1
}

const lastRank = 2

// isPartConfig tells the configuration of a part of the model, such as an encoder:
// one in a folder at the top.
func isPartConfig(name string) bool {
	return isConfig(name) && strings.Count(name, "/") == 1
}

// isMainCard tells the card that hubs show.
func isMainCard(name string) bool { return strings.EqualFold(name, "README.md") }

// filePlaces says what stands where in a repository.
type filePlaces struct {
	weights map[string]bool // folders with weights in them or below
	config  string          // the one configuration that may name a parent
}

func places(files []File) filePlaces {
	p := filePlaces{weights: map[string]bool{}}
	for _, f := range files {
		switch {
		case f.Path == "config.json", f.Path == "model_index.json" && p.config == "":
			p.config = f.Path
		case IsWeights(f.Path):
			for dir := path.Dir(f.Path); dir != "." && !p.weights[dir]; dir = path.Dir(dir) {
				p.weights[dir] = true
			}
		}
	}
	return p
}

// role is RoleOf with the places in mind: a card below the top speaks for the
// weights beside it, and one above it for all.
func (p filePlaces) role(name string) (doc.Role, bool) {
	if above, ok := strings.CutPrefix(name, "/"); ok {
		if base := path.Base(above); isCard(base) {
			return RoleOf(base)
		}
		return RoleOf(above)
	}
	if name == p.config || isPartConfig(name) {
		return doc.RoleConfig, true
	}
	if base := path.Base(name); p.weights[path.Dir(name)] && textual(base) && isCard(base) {
		return doc.RoleCard, true
	}
	return RoleOf(name)
}
