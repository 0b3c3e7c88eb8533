package hub

import "time"

// History is what a hub knows of the commits of a repository that changed files
// which may hold terms.
type History struct {
	Head    *Snapshot // at the revision that was asked for, without documents
	Commits int       // that the hub lists
	// Revisions are the commits that changed such files, the newest first; the
	// oldest is the one that brought them, where Complete is set.
	Revisions []Revision
	Complete  bool // there are no older ones
}

// Revision is a commit that changed files which may hold terms.
type Revision struct {
	Commit   string
	Title    string    // of the commit, in its author's words
	Date     time.Time // as its author set it; zero when it was not told
	Paths    []string  // the files that it changed, brought or took away
	Snapshot *Snapshot // what stood in the repository then
}
