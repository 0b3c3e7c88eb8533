package dump

import (
	"encoding/binary"
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Index knows which repositories a dump has rows of, and which of them others
// were made from. It keeps digests of names alone: 24 bytes a row.
type Index struct {
	seed  maphash.Seed
	rows  []entry  // by name, once it is complete, with the version that counts
	bases []uint64 // by name
	taken []bool   // of rows
}

// entry is one repository, in one version.
type entry struct{ name, version uint64 }

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{seed: maphash.MakeSeed()} }

// Name is the digest of a name. Hubs do not tell capitals from small letters.
func (x *Index) Name(id string) uint64 { return maphash.String(x.seed, strings.ToLower(id)) }

// Add takes in a row, of which it needs Names.
func (x *Index) Add(r *Row) {
	x.rows = append(x.rows, entry{x.Name(r.ID), version(r)})
	for _, id := range Bases(r) {
		x.bases = append(x.bases, x.Name(id))
	}
}

// Complete ends the adding. Of rows of the same repository the one that was
// modified last counts, whatever their order.
func (x *Index) Complete() {
	slices.SortFunc(x.rows, func(a, b entry) int {
		if a.name != b.name {
			return compare(a.name, b.name)
		}
		return compare(b.version, a.version)
	})
	x.rows = slices.CompactFunc(x.rows, func(a, b entry) bool { return a.name == b.name })
	x.taken = make([]bool, len(x.rows))
	slices.Sort(x.bases)
	x.bases = slices.DeleteFunc(slices.Compact(x.bases), func(name uint64) bool { return !x.has(name) })
	x.rows, x.bases = slices.Clone(x.rows), slices.Clone(x.bases) // without the room for further ones, which is as large
}

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// Len is how many repositories there are.
func (x *Index) Len() int { return len(x.rows) }

// Has reports whether a repository has a row.
func (x *Index) Has(id string) bool { return x.has(x.Name(id)) }

func (x *Index) has(name uint64) bool {
	_, found := x.find(name)
	return found
}

func (x *Index) find(name uint64) (int, bool) {
	return slices.BinarySearchFunc(x.rows, name, func(e entry, name uint64) int { return compare(e.name, name) })
}

// IsBase reports whether the metadata of some row names a repository as what it
// was made from.
func (x *Index) IsBase(id string) bool {
	_, found := x.base(id)
	return found
}

// base returns the number of a repository among the bases.
func (x *Index) base(id string) (n int, found bool) { return slices.BinarySearch(x.bases, x.Name(id)) }

// Current reports whether a row is the one that counts of its repository.
func (x *Index) Current(r *Row) bool {
	at, found := x.find(x.Name(r.ID))
	return found && x.rows[at].version == version(r)
}

// Take is Current, and true once for each repository.
func (x *Index) Take(r *Row) bool {
	at, found := x.find(x.Name(r.ID))
	if !found || x.taken[at] || x.rows[at].version != version(r) {
		return false
	}
	x.taken[at] = true
	return true
}

// version orders the rows of one repository: by the time when it was modified,
// then by commit.
func version(r *Row) uint64 {
	const bits = 28 // of the commit, beside seconds that reach far enough
	seconds, commit := state(r)
	return seconds<<bits | commit>>(64-bits)
}

// state tells the versions of one repository apart: the second when it was
// modified last, and how its commit begins; 0 for what is not told.
func state(r *Row) (seconds, commit uint64) {
	var begins [8]byte
	copy(begins[:], r.Text(Commit))
	if at := r.Modified(); !at.IsZero() && at.Unix() > 0 {
		seconds = uint64(at.Unix())
	}
	return seconds, binary.BigEndian.Uint64(begins[:])
}

// Bases lists the repositories that the metadata of a row names as what it was
// made from, and the one whose name its own may be another form of. It is quick,
// and not all that an audit finds.
func Bases(r *Row) []string {
	var named []string
	if tags := r.Value(Tags); tags != nil {
		var list []string
		_ = json.Unmarshal(tags, &list) // what is no list of words has none
		for _, tag := range list {
			if rest, ok := strings.CutPrefix(tag, "base_model:"); ok {
				named = append(named, rest)
				if _, id, ok := strings.Cut(rest, ":"); ok {
					named = append(named, id)
				}
			}
		}
	}
	var data struct {
		BaseModel any `json:"base_model"`
	}
	var expanded struct {
		Models []struct {
			ID string `json:"id"`
		} `json:"models"`
	}
	_ = json.Unmarshal(r.Value(CardData), &data)       // as above
	_ = json.Unmarshal(r.Value(BaseModels), &expanded) // as above
	switch base := data.BaseModel.(type) {
	case string:
		named = append(named, base)
	case []any:
		for _, b := range base {
			if s, ok := b.(string); ok {
				named = append(named, s)
			}
		}
	}
	for _, m := range expanded.Models {
		named = append(named, m.ID)
	}
	if owner, name, ok := strings.Cut(r.ID, "/"); ok {
		if base, ok := lineage.StripFormat(name); ok {
			named = append(named, owner+"/"+base)
		}
	}
	return repositories(named)
}

// repositories returns the names of repositories among words.
func repositories(words []string) []string {
	var out []string
	for _, word := range words {
		if r, err := ref.Parse(word); err == nil && r.Hub == ref.HuggingFace && !slices.Contains(out, r.ID()) {
			out = append(out, r.ID())
		}
	}
	return out
}
