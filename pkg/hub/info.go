package hub

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// InfoPath names the body of a hub's information call as a document.
const InfoPath = "hub:info"

// ParseInfo is ReadInfo for a body at hand, which nobody may change: the snapshot
// keeps it.
func ParseInfo(raw []byte, maxFiles int) (*Snapshot, error) {
	if len(raw) > maxVerbatim || !json.Valid(raw) || opened(raw, '{') == len(raw) {
		return ReadInfo(bytes.NewReader(raw), maxFiles)
	}
	f, list := fields{}, fileList{most: maxFiles}
	for key, at := range Members(raw) {
		if value := raw[at[0]:at[1]:at[1]]; key == "siblings" {
			list.parse(value)
		} else {
			f[key] = value
		}
	}
	sum := sha256.Sum256(raw)
	s := &Snapshot{RawInfo: raw, InfoSHA256: hex.EncodeToString(sum[:])}
	f.into(s, &list)
	return s, nil
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
	s := &Snapshot{}
	s.RawInfo, s.InfoSHA256, s.InfoFrom = in.kept()
	in.fields.into(s, &in.list)
	return s, nil
}

// into puts what the fields of an answer say into a snapshot, with the file list.
func (f fields) into(s *Snapshot, list *fileList) {
	s.AnsweredID, s.HubID, s.Commit = f.text("id"), f.text("_id"), strings.ToLower(f.text("sha"))
	s.Gated, s.Private, s.Disabled = gated(f["gated"]), f.flag("private"), f.flag("disabled")
	if s.AnsweredID == "" {
		s.AnsweredID = f.text("modelId")
	}
	s.Info = f.info()
	list.into(s, scanLevels(f.object("securityRepoStatus")))
}

// fields is a JSON object whose values are read one by one.
type fields map[string]json.RawMessage

// get decodes the value of key into v and reports whether that went well. A
// null counts as missing.
func (f fields) get(key string, v any) bool {
	raw, ok := f[key]
	return ok && string(raw) != "null" && json.Unmarshal(raw, v) == nil
}

func (f fields) text(key string) string { return TextOf(f[key]) }

func (f fields) flag(key string) bool {
	var b bool
	return f.get(key, &b) && b
}

func (f fields) object(key string) fields {
	raw := f[key]
	if opened(raw, '{') == len(raw) {
		return nil
	}
	o := fields{}
	for name, at := range Members(raw) {
		o[name] = raw[at[0]:at[1]]
	}
	return o
}

// list decodes the array at key; elements of another type than T are left out.
func list[T any](f fields, key string) (out []T, ok bool) {
	raw := f[key]
	if opened(raw, '[') == len(raw) {
		return nil, false
	}
	out = []T{}
	for at := range Elements(raw) {
		var v T
		if r := raw[at[0]:at[1]]; string(r) != "null" && json.Unmarshal(r, &v) == nil {
			out = append(out, v)
		}
	}
	return out, true
}

// texts returns the texts of the list at key, nil where there is no list.
func (f fields) texts(key string) []string {
	raw := f[key]
	if opened(raw, '[') == len(raw) {
		return nil
	}
	out := []string{}
	for at := range Elements(raw) {
		if value := raw[at[0]:at[1]]; value[0] == '"' {
			out = append(out, TextOf(value))
		}
	}
	return out
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
	in.Tags = f.texts("tags")
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
