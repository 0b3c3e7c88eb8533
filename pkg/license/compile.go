package license

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// folder holds the catalogue files below a folder of rules.
const folder = "licenses"

// Compile reads licenses/*.yaml from fsys (the folder rules/), checks them and
// returns the index that Load reads. The error joins one line for every fault,
// as "file:line: field: why".
func Compile(fsys fs.FS) ([]byte, error) {
	sources, err := readSources(fsys, folder)
	if err != nil {
		return nil, err
	}
	return build(sources, nil)
}

// LoadDir returns a catalogue with the entries of licenses/*.yaml in fsys added
// to those of c. An entry with an id that c has takes its place. The error
// joins one line for every fault, as "file:line: field: why".
func (c *Catalogue) LoadDir(fsys fs.FS) (*Catalogue, error) {
	sources, err := readSources(fsys, folder)
	if err != nil {
		return nil, err
	}
	if len(sources) == 0 {
		return c, nil
	}
	data, err := build(sources, c)
	if err != nil {
		return nil, err
	}
	return Load(data)
}

// item is an entry with its texts, on the way into an index.
type item struct {
	entry *Entry
	texts []*knownText
}

// build checks sources and writes them, with the entries of base that they do
// not replace, into an index.
func build(sources []*source, base *Catalogue) ([]byte, error) {
	items := map[string]*item{}
	known := map[string]*Entry{}
	if base != nil {
		for _, it := range base.items() {
			items[it.entry.ID], known[it.entry.ID] = it, it.entry
		}
	}
	var faults []error
	first := map[string]*source{}
	for _, s := range sources {
		if err := s.check(); err != nil {
			faults = append(faults, err)
			continue
		}
		if other := first[s.ID]; other != nil {
			faults = append(faults, s.fault(fmt.Sprintf("%s has this id already", other.doc.File()), "id"))
			continue
		}
		first[s.ID] = s
		e := s.entry()
		it := &item{entry: e}
		for _, t := range s.Texts {
			it.texts = append(it.texts, t.known()...)
		}
		items[e.ID], known[e.ID] = it, e
	}
	faults = append(faults, link(sources, known))
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	for _, s := range sources {
		drawTerms(known[s.ID], known)
	}
	return encode(items)
}

// encode writes items into an index.
func encode(items map[string]*item) ([]byte, error) {
	ordered := make([]*item, 0, len(items))
	for _, it := range items {
		ordered = append(ordered, it)
	}
	slices.SortFunc(ordered, func(a, b *item) int { return compareIDs(a.entry.ID, b.entry.ID) })
	names, loose, urls, marks := keyTable{}, keyTable{}, keyTable{}, keyTable{}
	var sections [sectionCount][][]byte
	var all []*knownText
	for i, it := range ordered {
		data, err := json.Marshal(it.entry)
		if err != nil {
			return nil, fmt.Errorf("write entry %s: %w", it.entry.ID, err)
		}
		sections[sectionEntries] = append(sections[sectionEntries], data)
		for _, name := range append([]string{it.entry.ID, it.entry.Name}, it.entry.Aliases...) {
			names.add(nameKey(name), i)
			loose.add(looseKey(name), i)
		}
		for _, address := range append([]string{it.entry.Source}, it.entry.URLs...) {
			urls.add(urlKey(address), i)
		}
		for _, name := range it.entry.Marks.Names {
			marks.add(name, i)
		}
		for _, kind := range it.entry.Marks.Types {
			marks.add(typeMark+kind, i)
		}
		for _, t := range it.texts {
			sections[sectionTexts] = append(sections[sectionTexts], t.encode(i))
			all = append(all, t)
		}
	}
	sections[sectionNames], sections[sectionLoose], sections[sectionURLs] = names.items(), loose.items(), urls.items()
	sections[sectionMarks] = marks.items()
	sections[sectionAnchors] = [][]byte{textAnchors(all)}
	sections[sectionPatterns] = encodePatterns(func(id string) bool {
		return slices.ContainsFunc([]string{id, id + "-only"}, func(id string) bool { return items[id] != nil && items[id].entry.HasText })
	})
	return writeIndex(sections), nil
}

// items returns the entries of c with their texts.
func (c *Catalogue) items() []*item {
	items := make([]*item, len(c.entries))
	for i := range items {
		e := *c.at(i)
		items[i] = &item{entry: &e}
	}
	for i := range c.index.texts.len() {
		t, entry := decodeText(c.index.texts.at(i))
		items[entry].texts = append(items[entry].texts, t)
	}
	return items
}
