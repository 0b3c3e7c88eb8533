package hubtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

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
}

const controlFile = ".hub.json"

// Parse returns a hub with the repositories of a txtar archive. Files stand
// under models/owner/name/, datasets/owner/name/ and spaces/owner/name/; a
// repository with a single name stands under models/_/name/. A file .hub.json
// holds what the hub knows beside the files: gated, private, disabled,
// renamed_from, tags, pipeline_tag, library_name, model_type, auto_map, large,
// scans, scans_done, revisions.
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
		if parts[3] != controlFile {
			repo.Files[parts[3]] = files[name]
			continue
		}
		if err := repo.control(files[name]); err != nil {
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
	return nil
}
