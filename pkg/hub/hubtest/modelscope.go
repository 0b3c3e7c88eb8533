package hubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// ModelScope is a fake of one site of ModelScope. Private repositories are for
// whoever brings its token, in a cookie.
type ModelScope struct {
	standIn

	Sources []*Source
	Token   string
}

// modelscopeBranch is the default branch of all repositories.
const modelscopeBranch = "master"

// ModelScopeFromFS reads models from folders "owner/name", datasets from
// "datasets/owner/name", and tags of them from "owner/name@tag".
func ModelScopeFromFS(fsys fs.FS) (*ModelScope, error) {
	sources, err := sourcesFromFS(fsys, func(first string) int {
		if first == "datasets" {
			return 3
		}
		return 2
	})
	return &ModelScope{Sources: sources}, err
}

// ServeHTTP answers as the site does.
func (m *ModelScope) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x, done := m.begin(w, r)
	defer done()
	if x.faulty() {
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case len(parts) < 5 || parts[0] != "api" || parts[1] != "v1":
		x.noRoute()
	case parts[2] == "datasets" && parts[4] == "repo": // by its number
		m.numbered(x, parts[3], parts[4:])
	default:
		m.named(x, parts[2], parts[3]+"/"+parts[4], parts[5:])
	}
}

func (m *ModelScope) named(x *exchange, kind, id string, below []string) {
	if kind == "datasets" {
		id = "datasets/" + id
	}
	s, _ := findSource(m.Sources, id)
	cookie, err := x.r.Cookie("m_session_id")
	if s == nil || s.Private && (err != nil || m.Token == "" || cookie.Value != m.Token) {
		m.envelope(x, 10010205001, nil, "record not found")
		return
	}
	m.serve(x, s, below) // whose answer says what it is called now
}

// numbered answers for a dataset by its number.
func (m *ModelScope) numbered(x *exchange, number string, below []string) {
	for _, s := range m.Sources {
		if strconv.Itoa(sourceNumber(s)) == number {
			m.serve(x, s, below)
			return
		}
	}
	m.envelope(x, http.StatusNotFound, nil, "no such dataset")
}

func sourceNumber(s *Source) int { return 1000 + len(s.ID) }

// envelope answers with data, or with a failure that comes with the status 200.
func (m *ModelScope) envelope(x *exchange, code int, data any, message string) {
	x.json(map[string]any{"Code": code, "Success": code == http.StatusOK, "Message": message, "RequestId": "r", "Data": data})
}

func (m *ModelScope) serve(x *exchange, s *Source, below []string) {
	query := x.r.URL.Query()
	version, ok := s.at(query.Get("Revision")+query.Get("Ref"), modelscopeBranch)
	what := strings.Join(below, "/")
	switch {
	case !ok:
		m.envelope(x, 10010201001, nil, "revision not found")
	case what == "":
		m.information(x, s)
	case what == "commits":
		m.envelope(x, http.StatusOK, map[string]any{"Commit": []any{map[string]string{"Id": s.Commit(version), "Title": "Add files"}}}, "")
	case what == "repo/files":
		m.envelope(x, http.StatusOK, map[string]any{"Files": s.listing(version)}, "")
	case what == "repo/tree":
		page, _ := strconv.Atoi(query.Get("PageNumber"))
		size, _ := strconv.Atoi(query.Get("PageSize"))
		list := s.listing(version)
		from := min((page-1)*size, len(list))
		m.envelope(x, http.StatusOK, map[string]any{"Files": list[from:min(from+size, len(list))]}, "")
	case what == "repo":
		text, found := s.Versions[version][query.Get("FilePath")]
		if _, large := s.Large[query.Get("FilePath")]; large {
			text, found = strings.Repeat("\x00", 64), true
		}
		if !found {
			x.write(http.StatusNotFound, map[string]any{"Code": http.StatusNotFound, "Message": "file not found"})
			return
		}
		x.send(http.StatusOK, []byte(text))
	default:
		x.noRoute()
	}
}

func (m *ModelScope) information(x *exchange, s *Source) {
	parts := strings.Split(strings.TrimPrefix(s.ID, "datasets/"), "/")
	data := map[string]any{"Id": sourceNumber(s), "Path": parts[0], "Name": parts[1], "Visibility": 5}
	if s.Private {
		data["Visibility"] = 1
	}
	maps.Copy(data, s.Info)
	m.envelope(x, http.StatusOK, data, "success")
}

// listing lists the files as the site does, with a digest of the content.
func (s *Source) listing(version string) []map[string]any {
	out := []map[string]any{}
	for _, dir := range s.folders(version) {
		out = append(out, map[string]any{"Path": dir, "Type": "tree", "Size": 0})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Large)) {
		out = append(out, map[string]any{"Path": name, "Type": "blob", "Size": s.Large[name].Size, "Sha256": s.Large[name].SHA256})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Versions[version])) {
		text := s.Versions[version][name]
		sum := sha256.Sum256([]byte(text))
		out = append(out, map[string]any{"Path": name, "Type": "blob", "Size": len(text), "Sha256": hex.EncodeToString(sum[:]),
			"Revision": s.Commit(version)})
	}
	return out
}
