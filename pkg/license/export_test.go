package license

// WithoutFamily returns c without the entries and texts of a family.
func (c *Catalogue) WithoutFamily(family string) (*Catalogue, error) {
	kept := map[string]*item{}
	for _, it := range c.items() {
		if it.entry.Family != family {
			kept[it.entry.ID] = it
		}
	}
	index, err := encode(kept)
	if err != nil {
		return nil, err
	}
	return Load(index)
}
