package fetch

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// Site is where the files of a hub are asked for, and what is read of them.
type Site struct {
	Hub *exchange.Client // gives the files
	Web *exchange.Client // other sites: public addresses, no token

	// FollowLinks reads licence links that lead to other sites.
	FollowLinks      bool
	NoWeightsHeader  bool  // leave the headers of weights files unread
	MaxDocumentBytes int64 // of one document
	MaxDocuments     int   // per repository
}

// Repository is a repository at one commit. Its Snapshot comes with the list of
// files and gets the documents.
type Repository struct {
	*Site
	Snapshot  *hub.Snapshot
	Cached    *hub.Snapshot // of the same commit, from an earlier run; nil for none
	Addresses Addresses

	Held map[string]Held // what came with the list of files, by path
	Also []hub.Wanted    // documents that their names do not tell
}

// Held is the content of a file that came with the list of files, the head of it
// for weights, or why it did not come.
type Held struct {
	Content []byte
	Err     error
}

// Addresses knows where the files of a repository lie and what addresses on its
// hub mean.
type Addresses interface {
	// File is the address of a file at the snapshot's commit.
	File(path string) *url.URL
	// Page is the address of the repository's page for people.
	Page() string
	// OnHub returns the path of an address on the hub; ok is false for other sites.
	OnHub(u *url.URL) (path string, ok bool)
	// Linked reads the path of a file's address, of this or of another repository
	// of the hub; ok is false for what is no such path.
	Linked(of *Repository, parts []string) (w Wanted, fault hub.Fault, ok bool)
}

// OpFile names the exchange for a document's text in errors.
const OpFile = "file"

// Settled reports whether asking again could add nothing to a snapshot.
func (s *Site) Settled(snap *hub.Snapshot) bool {
	for _, f := range hub.Headed(snap.Files) { // an earlier run may have left them out
		if !s.NoWeightsHeader && snap.Gated == "" && !slices.Contains(snap.Headers, f.Path) {
			return false
		}
	}
	for _, d := range snap.Documents {
		if !s.final(d) {
			return false
		}
	}
	return true
}

// final reports whether asking again for a document at the same commit could
// give nothing better.
func (s *Site) final(d *doc.Document) bool {
	switch d.Status {
	case doc.StatusDenied:
		return !s.Hub.HasToken()
	case doc.StatusTooLarge:
		return d.Bytes > s.MaxDocumentBytes
	case doc.StatusNotFollowed:
		return s.isElsewhere(d) && !s.FollowLinks
	default:
		return true
	}
}

// isElsewhere reports whether a document was linked on another site.
func (s *Site) isElsewhere(d *doc.Document) bool {
	return d.Role == doc.RoleLinked && !strings.HasPrefix(d.URL, s.Hub.Endpoint()+"/")
}
