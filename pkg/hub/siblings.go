package hub

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"hash/maphash"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// sibling is one entry of the file list of an information call.
type sibling struct {
	Path string          `json:"rfilename"`
	Size json.RawMessage `json:"size"`
	OID  json.RawMessage `json:"blobId"`
	LFS  json.RawMessage `json:"lfs"`
}

// plainSibling is a sibling whose values are of the types that the Hub gives.
type plainSibling struct {
	Path string `json:"rfilename"`
	Size *int64 `json:"size"`
	OID  string `json:"blobId"`
	LFS  *struct {
		SHA256 string `json:"sha256"`
		OID    string `json:"oid"`
		Size   *int64 `json:"size"`
	} `json:"lfs"`
}

// fileList takes in the entries of a file list one by one.
type fileList struct {
	most     int // entries; 0 for all
	told     bool
	files    []File
	seed     maphash.Seed
	seen     map[uint64]bool // of paths, by their hash: a list may have many
	problems []doc.Problem
	unsafe   int
	over     bool // there are more than most
}

// read reads the value of "siblings". Entries of another type than an object
// are left out; a value of another type than a list is none.
func (l *fileList) read(dec *json.Decoder) error {
	*l = fileList{most: l.most, seed: maphash.MakeSeed(), seen: map[uint64]bool{}} // of two lists the last counts
	t, err := dec.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return skipRest(dec, t)
	}
	l.told = true
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		if f, ok := entry(raw); ok {
			l.add(f)
		}
	}
	_, err = dec.Token()
	return err
}

// parse is read for a value at hand.
func (l *fileList) parse(value []byte) {
	*l = fileList{most: l.most, told: opened(value, '[') < len(value), seed: maphash.MakeSeed(), seen: map[uint64]bool{}}
	for at := range Elements(value) {
		if f, ok := entry(value[at[0]:at[1]]); ok {
			l.add(f)
		}
	}
}

// skipRest reads what is left of an object whose first token was read.
func skipRest(dec *json.Decoder, first json.Token) error {
	if first != json.Delim('{') {
		return nil
	}
	for dec.More() {
		if _, err := dec.Token(); err != nil {
			return err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

func (l *fileList) add(f File) {
	hash := maphash.String(l.seed, f.Path)
	switch {
	case f.Path == "" || l.over || l.seen[hash]: // directories of lenient servers; repeats
	case !SafePath(f.Path):
		if l.unsafe++; l.unsafe <= maxUnsafe {
			l.problems = append(l.problems, doc.NewProblem("unsafe-path", "name", fmt.Sprintf("%.80s", f.Path)))
		}
	case l.most > 0 && len(l.files) == l.most:
		l.over = true
		l.problems = append(l.problems, doc.NewProblem("too-many-files", "most", l.most))
	default:
		l.seen[hash] = true
		if len(l.files) >= longList && !isRead(f.Path) {
			f.OID, f.LFSSHA256 = "", ""
		}
		l.files = append(l.files, f)
	}
}

// longList is the length from which a list keeps digests only of the files that
// are read.
const longList = 10_000

func isRead(name string) bool {
	_, ok := RoleOf(name)
	return ok || HasHeader(name)
}

// into puts the list into a snapshot, with the scan levels by path.
func (l *fileList) into(s *Snapshot, scans map[string]string) {
	if !l.told {
		s.Problems = append(s.Problems, doc.NewProblem("no-file-list"))
		return
	}
	for i, f := range l.files {
		l.files[i].Scan = scans[f.Path]
	}
	s.Files, s.Complete = l.files, !l.over && l.unsafe == 0
	s.Problems = append(s.Problems, l.problems...)
}

// maxUnsafe bounds the problems that hostile names in one answer make.
const maxUnsafe = 20

// entry reads one entry of the list; ok is false for what is none.
func entry(raw []byte) (f File, ok bool) {
	if name, ok := nameAlone(raw); ok {
		return File{Path: name, Size: -1}, true
	}
	var p plainSibling
	if json.Unmarshal(raw, &p) != nil {
		var e sibling
		if json.Unmarshal(raw, &e) != nil {
			return File{}, false
		}
		return e.file(), true
	}
	f = File{Path: p.Path, Size: -1, OID: p.OID}
	if p.Size != nil {
		f.Size = *p.Size
	}
	if p.LFS != nil {
		f.lfs(cmp.Or(p.LFS.SHA256, p.LFS.OID), p.LFS.Size)
	}
	f.Size = max(f.Size, -1)
	return f, true
}

// nameAlone reads an entry that tells a plain name and nothing else, as lists of
// many repositories do.
func nameAlone(raw []byte) (string, bool) {
	name, ok := bytes.CutPrefix(raw, []byte(`{"rfilename":`))
	name, ends := bytes.CutSuffix(name, []byte(`}`))
	if !ok || !ends {
		return "", false
	}
	return PlainText(name)
}

// lfs takes in what is said of a large file's content.
func (f *File) lfs(sha256 string, size *int64) {
	if f.LFSSHA256 = sha256; sha256 == "" {
		f.OID = "" // that of the pointer: it tells nothing of the content
	}
	if size != nil {
		f.Size = *size
	}
}

// file reads an entry with values of other types: those count as missing.
func (e sibling) file() File {
	f := File{Path: e.Path, Size: -1, OID: fields{"v": e.OID}.text("v")}
	fields{"v": e.Size}.get("v", &f.Size)
	if lfs := (fields{"lfs": e.LFS}).object("lfs"); lfs != nil {
		var size *int64
		lfs.get("size", &size)
		f.lfs(cmp.Or(lfs.text("sha256"), lfs.text("oid")), size)
	}
	f.Size = max(f.Size, -1)
	return f
}
