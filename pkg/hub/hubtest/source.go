package hubtest

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Source is a repository of a hub that keeps versions of files: GitHub,
// ModelScope.
type Source struct {
	ID string // owner/name; of a dataset on ModelScope "datasets/owner/name"
	// Versions are the files by branch or tag; that of the default branch has no
	// name.
	Versions    map[string]map[string]string
	Links       map[string]string // files that are links, with where they lead
	Large       map[string]Large  // files of weights that only seem to be there, on ModelScope
	Private     bool              // for who has the token alone
	RenamedFrom []string
	Info        map[string]any // further fields of the information call
}

// Large is what a list of files says of a file of weights.
type Large struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// largeFile is the file in the folder of a repository that holds its Large.
const largeFile = ".large.json"

// infoFile is the file in the folder of a repository that holds its Info.
const infoFile = ".info.json"

// sourcesFromFS reads repositories from folders "owner/name", and other
// versions of them from "owner/name@version"; depth is how many folders an id has.
func sourcesFromFS(fsys fs.FS, depth func(first string) int) ([]*Source, error) {
	byID := map[string]*Source{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		parts := strings.Split(name, "/")
		n := depth(parts[0])
		if len(parts) <= n {
			return fmt.Errorf("%s lies in no repository", name)
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		id, version, _ := strings.Cut(strings.Join(parts[:n], "/"), "@")
		s := byID[id]
		if s == nil {
			s = &Source{ID: id, Versions: map[string]map[string]string{}}
			byID[id] = s
		}
		switch file := strings.Join(parts[n:], "/"); {
		case file == infoFile:
			return json.Unmarshal(data, &s.Info)
		case file == largeFile:
			return json.Unmarshal(data, &s.Large)
		case s.Versions[version] == nil:
			s.Versions[version] = map[string]string{file: string(data)}
		default:
			s.Versions[version][file] = string(data)
		}
		return nil
	})
	return slices.Collect(maps.Values(byID)), err
}

// Commit is the commit of a version; it depends on the content alone.
func (s *Source) Commit(version string) string { return s.digest(version, "commit") }

func (s *Source) digest(version, what string) string {
	sum := sha1.New()
	fmt.Fprintln(sum, what, s.ID)
	for _, name := range slices.Sorted(maps.Keys(s.Versions[version])) {
		fmt.Fprintln(sum, name, blobSHA1([]byte(s.Versions[version][name])))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// at returns the version that a branch, a tag or a commit names.
func (s *Source) at(revision, branch string) (version string, ok bool) {
	if revision == branch || revision == "" || revision == "HEAD" {
		revision = ""
	}
	for v := range s.Versions {
		if v == revision || s.Commit(v) == revision {
			return v, true
		}
	}
	return "", false
}

// findSource finds a repository, or the one that has taken its place.
func findSource(list []*Source, id string) (s *Source, moved bool) {
	for _, s := range list {
		if strings.EqualFold(s.ID, id) {
			return s, false
		}
	}
	for _, s := range list {
		if slices.Contains(s.RenamedFrom, id) {
			return s, true
		}
	}
	return nil, false
}
