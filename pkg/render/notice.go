package render

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
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
	// so, too, but not what to do about it: it is for those who get the copies.
	Missing []Gap
}

// Gap is something that should go along and could not be read.
type Gap struct {
	What   string
	Advice string // for whoever makes the notices; empty for none
}

func (g Gap) String() string {
	if g.Advice == "" {
		return g.What
	}
	return g.What + "; " + g.Advice
}

// Notice draws the notices from a report made with audit.Config.KeepTexts.
func Notice(r *audit.Report) Notices {
	w := noticeWriter{layout: Page{}.layout(), seen: map[string]bool{}}
	w.W = &w.page
	w.line(NoticeMark)
	w.blank()
	w.text("", "What goes along with copies of the models and data named below: credits, notices and licences as they were read at the "+
		"commits named. fineprint informs counsel; it is not legal advice.")
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
	missing []Gap
	hub     string          // of the target at hand
	seen    map[string]bool // repositories and files that were written
}

func (w *noticeWriter) target(t audit.TargetReport) {
	w.hub = t.Target.Hub
	w.section(w.name(t.Target.Asked))
	if len(t.Sources) == 0 {
		var advice []string
		for _, p := range t.Problems {
			advice = append(advice, problem(p))
		}
		w.miss(w.name(t.Target.Asked)+": nothing was read", strings.Join(advice, "; "))
		return
	}
	w.duties(t)
	for _, s := range t.Sources {
		w.source(s)
	}
	for _, n := range t.Lineage.Nodes[1:] {
		if n.Status != lineage.Read && n.Status != lineage.Known {
			w.miss(fmt.Sprintf("%s, which %s is made from: its terms were not read there (%s)", n.ID, w.name(t.Target.Asked), n.Status), "")
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
		s += whereabouts(o)
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
func (w *noticeWriter) source(s audit.Origin) {
	if key := s.ID + "@" + s.Commit; w.seen[key] {
		w.blank()
		w.text("", w.name(s.ID)+": see above")
		return
	} else { //nolint:revive // the key belongs to the check
		w.seen[key] = true
	}
	w.blank()
	w.text("", w.name(s.ID))
	if s.Commit != "" {
		w.text("  ", "commit "+s.Commit)
	}
	for _, l := range s.Licenses {
		w.licence(s, l)
	}
	if len(s.Licenses) == 0 {
		w.miss(w.name(s.ID)+": no licence was found", "")
	}
	for _, d := range s.Documents {
		w.document(s, d)
	}
}

func (w *noticeWriter) licence(s audit.Origin, l finding.License) {
	name := l.ID
	if l.Known() {
		name += ", " + l.Entry.Name
		if l.Entry.Version != "" {
			name += ", version " + l.Entry.Version
		}
	}
	w.text("  licence: ", name+" ("+degree(l)+")")
	if l.Known() && len(l.Entry.Policies) > 0 && !slices.ContainsFunc(s.Documents,
		func(d *doc.Document) bool { return d.Role == doc.RolePolicy }) {
		w.miss(fmt.Sprintf("%s: the use policy that %s makes part of itself was not read there", w.name(s.ID), l.ID), "")
	}
	if l.Source == term.Detected {
		return
	}
	gap, advice := fmt.Sprintf("%s: the text of %s was not read there", w.name(s.ID), l.ID), ""
	if l.Known() && l.Entry.Source != "" {
		advice = "get it from " + l.Entry.Source
	}
	if !slices.ContainsFunc(s.Licenses, func(o finding.License) bool { return o.ID == l.ID && o.Source == term.Detected }) {
		w.miss(gap, advice)
	}
}

// document writes where a text was read, and keeps the text.
func (w *noticeWriter) document(s audit.Origin, d *doc.Document) {
	if !d.Read() {
		w.miss(fmt.Sprintf("%s: %s was not read (%s)", w.name(s.ID), d.Path, d.Status), "")
		return
	}
	name := "licences/" + safeName(d.Path, d.SHA256)
	w.text("  text:    ", name)
	w.text("           ", string(d.Role)+" "+d.Path)
	if at := w.address(s, d); at != "" {
		w.line("           " + Inert(at)) // an address is of no use in two halves
	}
	w.line("           sha256 " + d.SHA256)
	if !w.seen[name] {
		w.seen[name] = true
		w.files = append(w.files, File{name, d.Text})
	}
}

// publicHub is where readers find what stands on the hub, from whatever mirror
// or proxy it was read here.
const publicHub = "https://huggingface.co/"

// address is where those who get the copies find a text; empty where they
// cannot.
func (w *noticeWriter) address(s audit.Origin, d *doc.Document) string {
	if d.Role == doc.RoleLinked || slices.Contains([]string{ref.GitHub, ref.ModelScope, ref.Civitai}, w.hub) {
		return d.URL
	}
	_, rest, found := strings.Cut(d.URL, "/"+s.ID+"/")
	if !found || w.hub != ref.HuggingFace {
		return ""
	}
	return publicHub + s.ID + "/" + rest
}

// name is how a repository is called; of a folder, its own name, because where
// it lies is nobody's business.
func (w *noticeWriter) name(id string) string {
	if w.hub == ref.Local && strings.ContainsAny(id, `/\`) {
		return path.Base(strings.ReplaceAll(id, `\`, "/"))
	}
	return id
}

func (w *noticeWriter) miss(what, advice string) {
	if gap := (Gap{what, advice}); !slices.Contains(w.missing, gap) {
		w.missing = append(w.missing, gap)
	}
}

func (w *noticeWriter) gaps() {
	if len(w.missing) == 0 {
		return
	}
	w.section("NOT READ: this notice is not complete without")
	for _, m := range w.missing {
		w.text("  * ", m.What)
	}
}

// safeName makes a file's name of a path that a hub gave: a few plain letters
// of it, for people, and the start of the text's digest.
func safeName(file, sha256 string) string {
	base := strings.ToLower(file[strings.LastIndexByte(file, '/')+1:])
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
