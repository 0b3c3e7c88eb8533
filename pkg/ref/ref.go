// Package ref names repositories on model hubs: it parses what people type or
// paste, prints it back in one canonical form, and does no I/O.
package ref

// The hubs that a Ref can name.
const (
	HuggingFace = "huggingface"
	Local       = "local"    // a folder or file on this machine; only Path is set
	Provider    = "provider" // a closed model behind an API; Owner is the provider
)

// Kind is what a repository holds.
type Kind string

// The kinds of repositories.
const (
	Model   Kind = "model"
	Dataset Kind = "dataset"
	Space   Kind = "space"
)

// Ref names one repository at one revision. It is comparable. An empty Owner
// is a legacy single name ("gpt2"); an empty Revision is the default branch.
type Ref struct {
	Hub      string
	Kind     Kind
	Owner    string
	Name     string
	Revision string
	Path     string // local refs only
}

// ID returns "owner/name", or the single name of a legacy repository, or the
// path of a local ref.
func (r Ref) ID() string {
	switch {
	case r.Hub == Local:
		return r.Path
	case r.Owner == "":
		return r.Name
	default:
		return r.Owner + "/" + r.Name
	}
}
