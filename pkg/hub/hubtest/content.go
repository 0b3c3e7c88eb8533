package hubtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// control is the form of .hub.json, the optional file beside a repository's
// own files that says what else the hub knows of it.
type control struct {
	Gated       string            `json:"gated"`
	Private     bool              `json:"private"`
	Disabled    bool              `json:"disabled"`
	RenamedFrom []string          `json:"renamed_from"`
	Tags        []string          `json:"tags"`
	PipelineTag string            `json:"pipeline_tag"`
	Library     string            `json:"library_name"`
	ModelType   string            `json:"model_type"`
	AutoMap     map[string]string `json:"auto_map"`
	Large       map[string]int64  `json:"large"` // LFS files and the sizes they claim
	Scans       map[string]string `json:"scans"`
	ScansDone   bool              `json:"scans_done"`
	Revisions   []string          `json:"revisions"`
	Title       string            `json:"title"`    // of the last commit
	Modified    time.Time         `json:"modified"` // its date
	// History are the commits before it, the oldest first. The files of the first
	// stand under .history/1/.
	History []struct {
		Title string    `json:"title"`
		Date  time.Time `json:"date"`
	} `json:"history"`
}

const (
	controlFile   = ".hub.json"
	historyFolder = ".history/"
)

// Parse returns a hub with the repositories of a txtar archive. Files stand
// under models/owner/name/, datasets/owner/name/ and spaces/owner/name/; a
// repository with a single name stands under models/_/name/. A file .hub.json
// holds what the hub knows beside the files: gated, private, disabled,
// renamed_from, tags, pipeline_tag, library_name, model_type, auto_map, large,
// scans, scans_done, revisions, title, modified, history.
func Parse(archive []byte) (*Hub, error) {
	files := map[string][]byte{}
	for _, f := range txtar.Parse(archive).Files {
		files[path.Clean(f.Name)] = f.Data
	}
	return build(files)
}

// FromFS returns a hub with the repositories of a folder, laid out as in Parse.
func FromFS(fsys fs.FS) (*Hub, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = data
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	return build(files)
}

func build(files map[string][]byte) (*Hub, error) {
	h := &Hub{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		parts := strings.SplitN(name, "/", 4)
		if len(parts) < 4 || !slices.Contains([]string{"models", "datasets", "spaces"}, parts[0]) {
			continue
		}
		id := strings.TrimPrefix(parts[1]+"/"+parts[2], "_/")
		repo, moved := h.find(parts[0], id)
		if repo == nil || moved {
			repo = &Repo{Kind: parts[0], ID: id, Files: map[string][]byte{}}
			h.Repos = append(h.Repos, repo)
		}
		var err error
		switch older, ok := strings.CutPrefix(parts[3], historyFolder); {
		case ok:
			err = repo.older(older, files[name])
		case parts[3] == controlFile:
			err = repo.control(files[name])
		default:
			repo.Files[parts[3]] = files[name]
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(h.Repos) == 0 {
		return nil, fmt.Errorf("no repository below models/, datasets/ or spaces/")
	}
	return h, nil
}

func (r *Repo) control(data []byte) error {
	var c control
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return err
	}
	r.Gated, r.Private, r.Disabled, r.RenamedFrom = c.Gated, c.Private, c.Disabled, c.RenamedFrom
	r.Tags, r.PipelineTag, r.Library, r.ModelType, r.AutoMap = c.Tags, c.PipelineTag, c.Library, c.ModelType, c.AutoMap
	r.Large, r.Scans, r.ScansDone, r.Revisions = c.Large, c.Scans, c.ScansDone, c.Revisions
	r.Title, r.Modified = c.Title, c.Modified
	for i, h := range c.History {
		v := r.version(i)
		v.Title, v.Date = h.Title, h.Date
	}
	return nil
}

// older takes in a file of an older commit: "1/LICENSE".
func (r *Repo) older(name string, content []byte) error {
	number, file, _ := strings.Cut(name, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > maxHistory || file == "" {
		return fmt.Errorf("want %sN/file, N from 1 to %d", historyFolder, maxHistory)
	}
	r.version(n - 1).Files[file] = content
	return nil
}

const maxHistory = 1000

// version is the commit at a place in the history, which grows for it.
func (r *Repo) version(i int) *Version {
	for len(r.History) <= i {
		r.History = append(r.History, Version{Files: map[string][]byte{}})
	}
	return &r.History[i]
}
