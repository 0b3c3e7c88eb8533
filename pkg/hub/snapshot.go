package hub

import (
	"cmp"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Snapshot is what a hub said of one repository at one commit. Everything in
// it is pinned to Commit.
type Snapshot struct {
	Ref        ref.Ref   // as asked
	Endpoint   string    // base address of the server that answered; empty for a folder
	AnsweredID string    // the id the hub answered with; differs from Ref.ID after a rename
	HubID      string    // the hub's own immutable id (`_id`), empty when not told
	Commit     string    // full commit sha, empty when nothing was answered
	FetchedAt  time.Time // when the hub answered, UTC; zero for a plain folder
	Gated      string    // "", "auto" or "manual"
	Private    bool
	Disabled   bool
	Info       Info   // what the hub's information call said; zero for a plain folder
	RawInfo    []byte // the body of that call, verbatim; of a very long one all but the file list
	InfoSHA256 string // of RawInfo, hex
	InfoFrom   string // SHA-256 of the whole body, when RawInfo is a part of it

	// Files is the file list; it is complete only when Complete is set. A
	// cached download or a capped list is not.
	Files    []File
	Complete bool

	Documents []*doc.Document // in a fixed order: card, licences, notices, policies, configs
	Headers   []string        // weights files whose headers were read
	Missing   []string        // paths that were wanted and are known not to exist
	Problems  []doc.Problem
}

// File is one entry of a repository's file list. Of a folder of a larger
// repository, Path is below the folder; what stands above it and speaks for it,
// too, has a path from the top, with a slash before it: "/LICENSE".
type File struct {
	Path      string `json:"path"`
	Size      int64  `json:"size"` // of the content; -1 when not told
	OID       string `json:"oid"`  // git blob sha1
	LFSSHA256 string `json:"lfs_sha256"`
	Scan      string `json:"scan"` // the hub's scan level, empty when not told
}

// Info holds the facts of a hub's information call that fineprint uses.
type Info struct {
	CardData    map[string]any // the front matter as JSON, as the author wrote it; nil when absent
	Tags        []string
	PipelineTag string
	Library     string
	ModelType   string   // config.model_type
	AutoMap     bool     // config.auto_map names classes of the repository's own code
	BaseModels  []Parent // from `base_model:` tags, current ids
	ScansDone   *bool    // nil when the hub said nothing of scans
	GGUFLicense string   // general.license of a GGUF header, when the hub tells it
	Licenses    []Stated // names of licences, in the answer of a hub with a form of its own
}

// Stated is a value in a hub's answer, and where it stands there: the keys that
// lead to it.
type Stated struct {
	Value string
	At    []string
}

// Parent is a base model as the hub's tags name it.
type Parent struct {
	ID       string
	Relation string // "adapter", "finetune", "merge", "quantized", or empty
}

// Document returns the document at path, or nil.
func (s *Snapshot) Document(path string) *doc.Document {
	for _, d := range s.Documents {
		if d.Path == path {
			return d
		}
	}
	return nil
}

// Card returns the repository's card, or nil when there is none; one that stands
// above it serves where it has none of its own. Further cards, in other languages
// or of single folders, are documents like others.
func (s *Snapshot) Card() *doc.Document {
	var first, above *doc.Document
	for _, d := range s.Documents {
		switch {
		case d.Role != doc.RoleCard:
		case isMainCard(d.Path):
			return d
		case first == nil && !strings.Contains(d.Path, "/"):
			first = d
		case strings.HasPrefix(d.Path, "/") && (above == nil || strings.Count(d.Path, "/") > strings.Count(above.Path, "/")):
			above = d // the nearest
		}
	}
	return cmp.Or(first, above)
}
