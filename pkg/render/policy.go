package render

// Text writes in plain words what a profile means.
func (e Policy) Text(p Page) error {
	l := p.layout()
	l.text("", e.Profile+": "+e.About, bold)
	for _, part := range []struct {
		title string
		lines []string
	}{
		{"who you are", e.Who}, {"what you do", e.Does}, {"what you accept", e.Accepts},
		{"rules of your own", e.Conditions}, {"exceptions", e.Exceptions},
	} {
		if len(part.lines) == 0 {
			continue
		}
		l.text("  ", part.title, bold)
		for _, line := range part.lines {
			l.text("    · ", line)
		}
	}
	l.text("  ", "how each kind of clause is judged", bold)
	for _, k := range e.Kinds {
		l.text("    · ", k.Title+" ("+string(k.Kind)+"): "+k.How)
	}
	return l.err
}
