package hub

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// InfoPath names the body of a hub's information call as a document.
const InfoPath = "hub:info"

// ParseInfo is ReadInfo for a body at hand.
func ParseInfo(raw []byte, maxFiles int) (*Snapshot, error) {
	return ReadInfo(bytes.NewReader(raw), maxFiles)
}

// ReadInfo reads the body of a hub's information call into a snapshot without
// documents, to its end. Ref and FetchedAt are left to the caller. It takes
// what it understands: nothing but a JSON object is asked for, and a field of
// an unexpected type counts as missing. Of the file list it takes at most
// maxFiles entries, all when maxFiles is 0. A body of more than maxVerbatim
// bytes is kept without its file list, which may be most of it.
func ReadInfo(r io.Reader, maxFiles int) (*Snapshot, error) {
	in := newInfoReader(r, maxFiles)
	if err := in.read(); err != nil {
		if in.head.Len() > 0 && IsHTML(in.head.Bytes()) {
			err = errors.New("a web page came in place of data")
		}
		return nil, fmt.Errorf("parse repository information: %w", err)
	}
	f := in.fields
	s := &Snapshot{
		AnsweredID: f.text("id"), HubID: f.text("_id"), Commit: strings.ToLower(f.text("sha")),
		Gated: gated(f["gated"]), Private: f.flag("private"), Disabled: f.flag("disabled"),
	}
	s.RawInfo, s.InfoSHA256, s.InfoFrom = in.kept()
	if s.AnsweredID == "" {
		s.AnsweredID = f.text("modelId")
	}
	s.Info = f.info()
	in.list.into(s, scanLevels(f.object("securityRepoStatus")))
	return s, nil
}

// fields is a JSON object whose values are read one by one.
type fields map[string]json.RawMessage

// get decodes the value of key into v and reports whether that went well. A
// null counts as missing.
func (f fields) get(key string, v any) bool {
	raw, ok := f[key]
	return ok && string(raw) != "null" && json.Unmarshal(raw, v) == nil
}

func (f fields) text(key string) string {
	var s string
	if !f.get(key, &s) {
		return ""
	}
	return s
}

func (f fields) flag(key string) bool {
	var b bool
	return f.get(key, &b) && b
}

func (f fields) object(key string) fields {
	var o fields
	if !f.get(key, &o) {
		return nil
	}
	return o
}

// list decodes the array at key; elements of another type than T are left out.
func list[T any](f fields, key string) (out []T, ok bool) {
	var raw []json.RawMessage
	if !f.get(key, &raw) {
		return nil, false
	}
	out = make([]T, 0, len(raw))
	for _, r := range raw {
		var v T
		if string(r) != "null" && json.Unmarshal(r, &v) == nil {
			out = append(out, v)
		}
	}
	return out, true
}

// gated reads false, "auto", "manual" and, from lenient servers, true, which
// counts as the stricter of the two.
func gated(raw json.RawMessage) string {
	switch s := strings.Trim(string(raw), `"`); s {
	case "", "false", "null":
		return ""
	case "auto":
		return "auto"
	default:
		return "manual"
	}
}

func (f fields) info() Info {
	in := Info{PipelineTag: f.text("pipeline_tag"), Library: f.text("library_name"), ModelType: f.object("config").text("model_type")}
	in.AutoMap = len(f.object("config").object("auto_map")) > 0
	if !f.get("cardData", &in.CardData) {
		in.CardData = nil
	}
	in.Tags, _ = list[string](f, "tags")
	in.BaseModels = baseModels(in.Tags)
	if len(in.BaseModels) == 0 {
		in.BaseModels = expandedParents(f.object("baseModels"))
	}
	var done bool
	if f.object("securityRepoStatus").get("scansDone", &done) {
		in.ScansDone = &done
	}
	for _, key := range []string{"general.license", "license"} {
		if in.GGUFLicense == "" {
			in.GGUFLicense = f.object("gguf").text(key)
		}
	}
	return in
}

// AdoptConfig takes what the hub would tell of a model's configuration from the
// file itself, for a folder.
func (s *Snapshot) AdoptConfig() {
	d := s.Document("config.json")
	var f fields
	if d == nil || !d.Read() || json.Unmarshal(d.Text, &f) != nil {
		return
	}
	s.Info.ModelType, s.Info.AutoMap = f.text("model_type"), len(f.object("auto_map")) > 0
}

// baseModels reads the parents out of the tags "base_model:<id>" and
// "base_model:<relation>:<id>"; the second form says more of the same parent.
func baseModels(tags []string) []Parent {
	var out []Parent
	for _, tag := range tags {
		rest, ok := strings.CutPrefix(tag, "base_model:")
		if !ok || rest == "" {
			continue
		}
		relation, id, ok := strings.Cut(rest, ":")
		if !ok || !slices.Contains([]string{"adapter", "finetune", "merge", "quantized"}, relation) { // an id may be an address
			relation, id = "", rest
		}
		i := slices.IndexFunc(out, func(p Parent) bool { return p.ID == id })
		switch {
		case i < 0:
			out = append(out, Parent{ID: id, Relation: relation})
		case relation != "":
			out[i].Relation = relation
		}
	}
	return out
}

// expandedParents reads the form that the hub gives when asked for baseModels.
func expandedParents(f fields) []Parent {
	models, _ := list[struct {
		ID string `json:"id"`
	}](f, "models")
	var out []Parent
	for _, m := range models {
		if m.ID != "" {
			out = append(out, Parent{ID: m.ID, Relation: f.text("relation")})
		}
	}
	return out
}

// scanLevels returns the hub's scan level by path, for files with issues.
func scanLevels(status fields) map[string]string {
	issues, _ := list[struct {
		Path  string `json:"path"`
		Level string `json:"level"`
	}](status, "filesWithIssues")
	levels := make(map[string]string, len(issues))
	for _, i := range issues {
		levels[i.Path] = i.Level
	}
	return levels
}
