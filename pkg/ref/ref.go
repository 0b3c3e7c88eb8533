package ref

import "net/url"

// The hubs that a Ref can name.
const (
	HuggingFace = "huggingface"
	Local       = "local"      // a folder or file on this machine; only Path is set
	Provider    = "provider"   // a closed model behind an API; Owner is the provider
	Ollama      = "ollama"     // the registry of Ollama; Revision is a tag or a digest
	OCI         = "oci"        // any registry of containers; Owner begins with its host
	GitHub      = "github"     // a repository of source code; Path is a folder in it
	ModelScope  = "modelscope" // Owner begins with "modelscope.ai/" for the second of its sites
	Civitai     = "civitai"    // Name is a number, and so is Revision
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
// Hub and Kind of a parsed Ref are always set; a local folder and a closed
// model count as models.
type Ref struct {
	Hub      string
	Kind     Kind
	Owner    string
	Name     string
	Revision string
	Path     string // of local refs, and of a folder in a repository on GitHub
}

// ID returns "owner/name", or the single name of a legacy repository, or the
// path of a local ref. That of another hub keeps its scheme, "ollama:name",
// "github:owner/name/folder", and is no name on the Hugging Face Hub.
func (r Ref) ID() string {
	switch {
	case r.Hub == Local:
		return r.Path
	case r.Hub == GitHub:
		return r.githubName("")
	case r.Hub == ModelScope:
		return r.modelscopeID()
	case r.ofRegistry() || r.Hub == Civitai:
		return r.Hub + ":" + r.path()
	default:
		return r.path()
	}
}

// path is owner and name.
func (r Ref) path() string {
	if r.Owner == "" {
		return r.Name
	}
	return r.Owner + "/" + r.Name
}

// String returns the canonical short form, which Parse reads back to the same
// Ref: "org/name@rev", "datasets/org/name", "spaces/org/name",
// "provider:openai/gpt-5", "ollama:name:tag", "oci:registry/name@digest",
// "github:owner/name@rev/folder", "modelscope:owner/name@rev", "civitai:1@2", or
// the path of a local ref.
func (r Ref) String() string {
	s := r.ID()
	switch {
	case r.Hub == Local:
		return s
	case r.ofRegistry() && r.Revision != "" && !IsDigest(r.Revision):
		return s + ":" + r.Revision
	case r.Hub == GitHub:
		return r.githubName(r.Revision)
	case r.Hub == Provider:
		s = providerPrefix + s
	case r.Hub == ModelScope: // its id tells the kind
	case r.Kind == Dataset || r.Kind == Space:
		s = kindFolder(r.Kind) + "/" + s
	}
	if r.Revision != "" {
		s += "@" + r.Revision
	}
	return s
}

// PURL returns the package URL of a repository on the Hugging Face Hub, with
// the revision as its version: "pkg:huggingface/org/name@commit". The type is
// for models; datasets and spaces name their part of the Hub as the server they
// come from. What stands in a registry of containers has the type oci, what is
// on GitHub the type github, and what is on a hub without a type the type
// generic. Local refs and closed models have no package URL; for them it is
// empty.
func (r Ref) PURL() string {
	switch r.Hub {
	case Ollama, OCI:
		return r.registryPURL()
	case GitHub:
		return r.githubPURL()
	case ModelScope, Civitai:
		return r.genericPURL()
	case HuggingFace:
	default:
		return ""
	}
	s := purlPrefix + purlType + "/" + r.ID()
	if r.Revision != "" {
		s += "@" + url.QueryEscape(r.Revision)
	}
	if r.Kind != Model {
		s += "?repository_url=https://huggingface.co/" + kindFolder(r.Kind)
	}
	return s
}

// constant admits untyped string constants only, so that MustParse cannot be
// handed what a user typed.
type constant string

// MustParse is Parse for constants in the source. It panics on an error.
func MustParse(s constant) Ref {
	r, err := Parse(string(s))
	if err != nil {
		panic(err)
	}
	return r
}
