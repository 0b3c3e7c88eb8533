package license

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"sort"
	"strings"
)

// The index is one file: a magic string, a checksum of what follows, and
// sections, each a list of byte strings. Nothing in it is decoded before it is
// asked for.
const indexMagic = "fp-licences-4\n"

// section numbers the lists of the index.
type section int

const (
	sectionEntries  section = iota // JSON of each Entry, sorted by id
	sectionNames                   // keys of ids and names; see keyTable
	sectionLoose                   // the same, loosened
	sectionURLs                    // keys of addresses
	sectionMarks                   // keys of the marks of models
	sectionTexts                   // known texts; see knownText
	sectionAnchors                 // one item: see anchors
	sectionPatterns                // see encodePatterns
	sectionCount
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// index is an opened index.
type index struct {
	entries list
	keys    [4]list // by keyKind
	texts   list
	anchors anchors
	others  list // licensecheck's patterns
}

// openIndex checks data and finds its sections. Empty data is an index without
// entries.
func openIndex(data []byte) (*index, error) {
	var sections [sectionCount]list
	if len(data) > 0 {
		body, ok := bytes.CutPrefix(data, []byte(indexMagic))
		if !ok || len(body) < 4 {
			return nil, errors.New("not a licence index, or one of another version; run go generate ./rules")
		}
		if binary.LittleEndian.Uint32(body) != crc32.Checksum(body[4:], castagnoli) {
			return nil, errors.New("the index is damaged; run go generate ./rules")
		}
		body = body[4:]
		for i := range sections {
			n := binary.LittleEndian.Uint32(body)
			sections[i], body = list{body[4 : 4+n]}, body[4+n:]
		}
	}
	x := &index{
		entries: sections[sectionEntries],
		keys:    [4]list{sections[sectionNames], sections[sectionLoose], sections[sectionURLs], sections[sectionMarks]},
		texts:   sections[sectionTexts],
		others:  sections[sectionPatterns],
	}
	if sections[sectionAnchors].len() > 0 {
		x.anchors = sections[sectionAnchors].at(0)
	}
	return x, nil
}

// writeIndex is the reverse of openIndex.
func writeIndex(sections [sectionCount][][]byte) []byte {
	var body []byte
	for _, items := range sections {
		data := writeList(items)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(data)))
		body = append(body, data...)
	}
	out := binary.LittleEndian.AppendUint32([]byte(indexMagic), crc32.Checksum(body, castagnoli))
	return slices.Concat(out, body)
}

// list is a sequence of byte strings: their number, the offsets of their ends,
// and the bytes.
type list struct{ data []byte }

func writeList(items [][]byte) []byte {
	out := binary.LittleEndian.AppendUint32(make([]byte, 0, 4*(len(items)+1)), uint32(len(items)))
	end := 0
	for _, item := range items {
		end += len(item)
		out = binary.LittleEndian.AppendUint32(out, uint32(end))
	}
	return slices.Concat(out, bytes.Join(items, nil))
}

func (l list) len() int {
	if len(l.data) == 0 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(l.data))
}

func (l list) at(i int) []byte {
	end := func(i int) int { return int(binary.LittleEndian.Uint32(l.data[4*i:])) } // of item i-1
	base, start := 4*(l.len()+1), 0
	if i > 0 {
		start = end(i)
	}
	return l.data[base+start : base+end(i+1)]
}

// keyKind says how a key was made from a name.
type keyKind int

const (
	keyName keyKind = iota
	keyLoose
	keyURL
	keyMark
)

// keyTable maps keys to the numbers of entries. In the index each item is the
// key, a zero byte, and the numbers as 16 bits; items are sorted by key.
type keyTable map[string][]int

func (t keyTable) add(key string, entry int) {
	if key == "" {
		return
	}
	if n := len(t[key]); n == 0 || t[key][n-1] != entry {
		t[key] = append(t[key], entry)
	}
}

func (t keyTable) items() [][]byte {
	keys := make([]string, 0, len(t))
	for key := range t {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	items := make([][]byte, len(keys))
	for i, key := range keys {
		item := append([]byte(key), 0)
		for _, entry := range t[key] {
			item = binary.LittleEndian.AppendUint16(item, uint16(entry))
		}
		items[i] = item
	}
	return items
}

// find returns the numbers of the entries behind a key, ascending.
func (x *index) find(kind keyKind, key string) []int {
	table := x.keys[kind]
	wanted := []byte(key)
	split := func(i int) (key, numbers []byte) {
		item := table.at(i)
		zero := bytes.IndexByte(item, 0)
		return item[:zero], item[zero+1:]
	}
	i, found := sort.Find(table.len(), func(i int) int {
		at, _ := split(i)
		return bytes.Compare(wanted, at)
	})
	if !found || key == "" {
		return nil
	}
	_, packed := split(i)
	var numbers []int
	for ; len(packed) >= 2; packed = packed[2:] {
		numbers = append(numbers, int(binary.LittleEndian.Uint16(packed)))
	}
	return numbers
}

// begins reports whether the name or address of an entry may begin with some
// words.
func (x *index) begins(words []byte) bool {
	if len(words) > 2 && bytes.EqualFold(words[:3], []byte("www")) {
		return true
	}
	key := nameKey(string(words))
	loose := looseKey(key)
	return x.hasPrefix(keyName, key) || x.hasPrefix(keyLoose, loose) ||
		strings.HasSuffix(loose, "v") // of a version, which loose keys do without
}

// hasPrefix reports whether a key of a kind starts with prefix.
func (x *index) hasPrefix(kind keyKind, prefix string) bool {
	table := x.keys[kind]
	wanted := []byte(prefix)
	i := sort.Search(table.len(), func(i int) bool { return bytes.Compare(table.at(i), wanted) >= 0 })
	return i < table.len() && bytes.HasPrefix(table.at(i), wanted)
}
