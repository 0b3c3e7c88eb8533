package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// NoticeMark is the first line of every NOTICE that fineprint writes.
const NoticeMark = "NOTICE, written by fineprint"

// File is one file of a folder of notices.
type File struct {
	Name string // "NOTICE", or a name below "licences/" that is safe on any disk
	Data []byte
}

// Notices is what goes along with copies of the targets of a report.
type Notices struct {
	Files []File // the licence texts, then NOTICE
	// Missing names what should go along and could not be read. NOTICE says
	// so, too.
	Missing []string
}

// Notice draws the notices from a report made with audit.Config.KeepTexts.
func Notice(r *audit.Report) Notices {
	w := noticeWriter{layout: Page{}.layout(), seen: map[string]bool{}}
	w.W = &w.page
	w.line(NoticeMark)
	w.blank()
	w.text("", "What goes along with copies of the models and data named below: credits, notices and licences as they were read at the commits named. fineprint informs counsel; it is not legal advice.")
	for _, t := range NewReport(r).Reports {
		w.target(t)
	}
	w.gaps()
	w.files = append(w.files, File{"NOTICE", w.page.Bytes()})
	return Notices{Files: w.files, Missing: w.missing}
}

type noticeWriter struct {
	*layout
	page    bytes.Buffer
	files   []File
	missing []string
	seen    map[string]bool // repositories and files that were written
}

func (w *noticeWriter) target(t audit.TargetReport) {
	w.section(t.Target.Asked)
	if len(t.Sources) == 0 {
		w.miss(t.Target.Asked + ": nothing was read")
		for _, p := range t.Problems {
			w.text("  ", problem(p))
		}
		return
	}
	w.duties(t)
	for _, s := range t.Sources {
		w.source(s)
	}
	for _, n := range t.Lineage.Nodes[1:] {
		if n.Status != lineage.Read && n.Status != lineage.Known {
			w.miss(fmt.Sprintf("%s, which %s is made from: its terms were not read there (%s)", n.ID, t.Target.Asked, n.Status))
		}
	}
}

func (w *noticeWriter) section(title string) {
	w.blank()
	w.line(strings.Repeat("=", 72))
	w.text("", title)
	w.line(strings.Repeat("=", 72))
}

// duties writes the words that must stand as they are, and where.
func (w *noticeWriter) duties(t audit.TargetReport) {
	var required, credits []string
	for _, f := range t.Findings {
		required = append(required, finding.Notices(f)...)
	}
	for _, o := range t.Obligations {
		if o.Due == policy.DueNo || o.Do != "show" && o.Do != "name" && behind(t, o).Kind != term.Attribution {
			continue
		}
		s := o.Text
		if o.Where != "" {
			s += " Where: " + o.Where + "."
		}
		if o.When != "" {
			s += " (" + o.When + ")"
		}
		credits = append(credits, s+origin(o, t.Findings)+"  [clause "+o.Finding+"]")
	}
	for i, s := range required {
		switch {
		case i == 0:
			w.blank()
			w.line("Required notice, word for word:")
		case slices.Contains(required[:i], s):
			continue
		}
		w.line("  " + Inert(s)) // not wrapped: the words must stand as they are
	}
	w.list("Credits, badges and names:", credits)
}

// behind returns the finding behind an obligation.
func behind(t audit.TargetReport, o policy.Obligation) finding.Finding {
	i := slices.IndexFunc(t.Findings, func(f finding.Finding) bool { return f.ID == o.Finding })
	if i < 0 {
		return finding.Finding{}
	}
	return t.Findings[i]
}

func (w *noticeWriter) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	w.blank()
	w.line(title)
	for i, s := range items {
		if !slices.Contains(items[:i], s) {
			w.text("  * ", s)
		}
	}
}

// source writes the licences and texts of one repository, once.
func (w *noticeWriter) source(s audit.Terms) {
	if key := s.ID + "@" + s.Commit; w.seen[key] {
		w.blank()
		w.text("", s.ID+": see above")
		return
	} else { //nolint:revive // the key belongs to the check
		w.seen[key] = true
	}
	w.blank()
	w.text("", s.ID)
	if s.Commit != "" {
		w.text("  ", "commit "+s.Commit)
	}
	for _, l := range s.Licenses {
		w.licence(s, l)
	}
	if len(s.Licenses) == 0 {
		w.miss(s.ID + ": no licence was found")
	}
	for _, d := range s.Documents {
		w.document(s, d)
	}
}

func (w *noticeWriter) licence(s audit.Terms, l finding.License) {
	name := l.ID
	if l.Known() {
		name += ", " + l.Entry.Name
		if l.Entry.Version != "" {
			name += ", version " + l.Entry.Version
		}
	}
	w.text("  licence: ", name+" ("+degree(l)+")")
	if l.Known() && len(l.Entry.Policies) > 0 && !slices.ContainsFunc(s.Documents, func(d *doc.Document) bool { return d.Role == doc.RolePolicy }) {
		w.miss(fmt.Sprintf("%s: the use policy that %s makes part of itself was not read there", s.ID, l.ID))
	}
	if l.Source == term.Detected {
		return
	}
	gap := fmt.Sprintf("%s: the text of %s was not read there", s.ID, l.ID)
	if l.Known() && l.Entry.Source != "" {
		gap += "; get it from " + l.Entry.Source
	}
	if !slices.ContainsFunc(s.Licenses, func(o finding.License) bool { return o.ID == l.ID && o.Source == term.Detected }) {
		w.miss(gap)
	}
}

// document writes where a text was read, and keeps the text.
func (w *noticeWriter) document(s audit.Terms, d *doc.Document) {
	if !d.Read() {
		w.miss(fmt.Sprintf("%s: %s was not read (%s)", s.ID, d.Path, d.Status))
		return
	}
	name := "licences/" + safeName(d.Path, d.SHA256)
	w.text("  text:    ", name)
	w.text("           ", string(d.Role)+" "+d.Path)
	if d.URL != "" {
		w.line("           " + Inert(d.URL)) // an address is of no use in two halves
	}
	w.line("           sha256 " + d.SHA256)
	if !w.seen[name] {
		w.seen[name] = true
		w.files = append(w.files, File{name, d.Text})
	}
}

func (w *noticeWriter) miss(what string) {
	if !slices.Contains(w.missing, what) {
		w.missing = append(w.missing, what)
	}
}

func (w *noticeWriter) gaps() {
	if len(w.missing) == 0 {
		return
	}
	w.section("NOT READ: this notice is not complete without")
	for _, m := range w.missing {
		w.text("  * ", m)
	}
}

// safeName makes a file's name of a path that a hub gave: a few plain letters
// of it, for people, and the start of the text's digest.
func safeName(path, sha256 string) string {
	base := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, base)
	plain = strings.Trim(plain[:min(len(plain), 40)], "-")
	if plain == "" {
		plain = "text"
	}
	return plain + "-" + sha256[:12] + ".txt"
}
