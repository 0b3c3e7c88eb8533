package hubtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// tree answers the listing of a folder.
func (x visit) tree(folder string) {
	query := x.r.URL.Query()
	entries := x.repo.entries(folder, query.Get("recursive") == "true", query.Get("expand") == "true")
	if len(entries) == 0 && folder != "" {
		x.fail(http.StatusNotFound, "EntryNotFound", folder+" does not exist on \"main\"")
		return
	}
	x.json(entries)
}

// entries lists the files and folders below a folder.
func (r *Repo) entries(folder string, recursive, expand bool) []map[string]any {
	out := []map[string]any{}
	var folders []string
	for _, name := range r.paths() {
		rest := name
		if folder != "" {
			inner, inside := strings.CutPrefix(name, folder+"/")
			if !inside {
				continue
			}
			rest = inner
		}
		base := strings.TrimSuffix(name, rest)
		parts := strings.Split(rest, "/")
		for i := 1; i < len(parts) && (recursive || i == 1); i++ {
			if dir := base + strings.Join(parts[:i], "/"); !slices.Contains(folders, dir) {
				folders = append(folders, dir)
				out = append(out, map[string]any{"type": "directory", "oid": blobSHA1([]byte(dir)), "size": 0, "path": dir})
			}
		}
		if len(parts) == 1 || recursive {
			out = append(out, r.entry(name, expand))
		}
	}
	return out
}

func (r *Repo) entry(name string, expand bool) map[string]any {
	e := map[string]any{"type": "file", "oid": blobSHA1(r.Files[name]), "size": r.size(name), "path": name}
	if r.isLarge(name) {
		e["lfs"] = map[string]any{"oid": r.contentSHA256(name), "size": r.size(name), "pointerSize": 134}
	}
	if expand {
		last := r.changed(name)
		e["lastCommit"] = map[string]any{"id": last.Commit(), "title": cmp.Or(last.Title, defaultTitle), "date": last.modified()}
		status := "safe"
		if !r.ScansDone {
			status = "unscanned"
		}
		if level, ok := r.Scans[name]; ok {
			status = level
		}
		e["securityFileStatus"] = map[string]any{"status": status, "avScan": map[string]string{"status": status},
			"pickleImportScan": map[string]string{"status": status}}
	}
	return e
}

// maxPathsInfo bounds the body of a paths-info call.
const maxPathsInfo = 1 << 20

// pathsInfo answers with the entries of the paths that exist; others are left
// out. The paths come as a form or as JSON.
func (x visit) pathsInfo() {
	x.r.Body = http.MaxBytesReader(x.w, x.r.Body, maxPathsInfo)
	var asked struct {
		Paths  []string `json:"paths"`
		Expand bool     `json:"expand"`
	}
	if strings.HasPrefix(x.r.Header.Get("Content-Type"), "application/json") {
		if err := json.NewDecoder(x.r.Body).Decode(&asked); err != nil {
			x.fail(http.StatusBadRequest, "", "Invalid JSON")
			return
		}
	} else {
		if err := x.r.ParseForm(); err != nil {
			x.fail(http.StatusBadRequest, "", "Invalid form")
			return
		}
		asked.Paths = x.r.PostForm["paths"]
		asked.Expand = strings.EqualFold(x.r.PostForm.Get("expand"), "true")
	}
	out := []map[string]any{}
	for _, name := range asked.Paths {
		if slices.Contains(x.repo.paths(), name) {
			out = append(out, x.repo.entry(name, asked.Expand))
		}
	}
	x.json(out)
}

func (x visit) refs() {
	ref := func(name string) map[string]string {
		return map[string]string{"name": name, "ref": "refs/heads/" + name, "targetCommit": x.repo.Commit()}
	}
	branches := []map[string]string{ref("main")}
	for _, name := range x.repo.Revisions {
		branches = append(branches, ref(name))
	}
	x.json(map[string]any{"branches": branches, "tags": []any{}, "converts": []any{}})
}
