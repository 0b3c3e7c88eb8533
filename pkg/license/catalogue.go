package license

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Catalogue is the set of known licences. It is safe for concurrent use and
// decodes its entries as they are asked for.
type Catalogue struct {
	index   *index
	entries []lazyEntry
	texts   texts
	others  *patterns
	scratch sync.Pool // of *reader
}

// lazyEntry is an entry of the index, decoded at most once.
type lazyEntry struct {
	once  sync.Once
	entry *Entry
}

// Load opens an index made by Compile. It keeps index, which must not change
// afterwards.
func Load(index []byte) (*Catalogue, error) {
	x, err := openIndex(index)
	if err != nil {
		return nil, fmt.Errorf("load licence index: %w", err)
	}
	return &Catalogue{
		index:   x,
		entries: make([]lazyEntry, x.entries.len()),
		texts:   texts{list: x.texts, known: make([]lazyText, x.texts.len()), anchors: x.anchors},
		others:  newPatterns(x.others),
	}, nil
}

// Entries returns all entries, sorted by id without regard to case.
func (c *Catalogue) Entries() []*Entry {
	all := make([]*Entry, len(c.entries))
	for i := range all {
		all[i] = c.at(i)
	}
	return all
}

// Entry returns the entry with the given id, written exactly as the catalogue
// has it.
func (c *Catalogue) Entry(id string) (*Entry, bool) {
	for _, i := range c.index.find(keyName, nameKey(id)) {
		if e := c.at(i); e.ID == id {
			return e, true
		}
	}
	return nil, false
}

// Lookup returns the entries that an identifier, name or URL stands for: none
// when it is unknown, several when it is ambiguous, sorted by id. An entry with
// members is returned alone, not beside its members.
func (c *Catalogue) Lookup(name string) []*Entry {
	var found []int
	if key := urlKey(name); key != "" {
		found = c.index.find(keyURL, key)
	} else if found = c.index.find(keyName, nameKey(name)); len(found) == 0 {
		found = c.index.find(keyLoose, looseKey(name))
	}
	entries := make([]*Entry, 0, len(found))
	for _, i := range found {
		entries = append(entries, c.at(i))
	}
	return slices.DeleteFunc(entries, func(e *Entry) bool {
		return slices.ContainsFunc(entries, func(family *Entry) bool { return slices.Contains(family.Members, e.ID) })
	})
}

// at returns the i-th entry.
func (c *Catalogue) at(i int) *Entry {
	l := &c.entries[i]
	l.once.Do(func() {
		l.entry = &Entry{}
		if err := json.Unmarshal(c.index.entries.at(i), l.entry); err != nil {
			// openIndex has compared the digest of the index, so this is a
			// fault of Compile; the entry stays empty.
			l.entry = &Entry{}
		}
	})
	return l.entry
}

// compareIDs orders ids as people look for them.
func compareIDs(a, b string) int {
	if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}
