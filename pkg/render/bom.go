package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// bill is a report as bills of materials see it: every repository once, and
// what is made from what.
type bill struct {
	Items []*item
	// Time is when the latest of what was read was answered; zero when nothing
	// says so.
	Time time.Time
	ID   string // 32 hexadecimal digits, the same for the same report
}

// item is one repository: a target, or what a target is made from.
type item struct {
	ID       string // "org/name@commit", "datasets/org/name"
	Kind     ref.Kind
	Owner    string
	Name     string
	Commit   string
	PURL     string
	Page     string // where people look at it
	Declared []billLicence
	// Concluded are the licences in force, Detected those whose text was read.
	Concluded, Detected []billLicence
	Parents, Datasets   []*item
	Whole               bool // all that may hold terms was read and understood
	Target              *audit.TargetReport
}

// billLicence is a licence as a bill of materials names it.
type billLicence struct {
	ID    string // our name for it
	SPDX  string // empty where SPDX does not list it, or the text is not exactly that
	Match string
	At    doc.Evidence
}

// newBill reads a report.
func newBill(r Report) bill {
	var b bill
	for i := range r.Reports {
		t := &r.Reports[i]
		it := b.target(t)
		if t.Target.FetchedAt != nil && t.Target.FetchedAt.After(b.Time) {
			b.Time = *t.Target.FetchedAt
		}
		b.lineage(it, t.Lineage)
	}
	sum := sha256.New()
	_ = json.NewEncoder(sum).Encode(r.Report) // a report is always encoded; only writing could fail, and a hash takes all
	b.ID = hex.EncodeToString(sum.Sum(nil)[:16])
	return b
}

// at returns the item of a repository, which it makes when it is new.
func (b *bill) at(id, commit string) *item {
	name := id
	if commit != "" {
		name += "@" + commit
	}
	i := slices.IndexFunc(b.Items, func(it *item) bool { return it.ID == name })
	if i >= 0 {
		return b.Items[i]
	}
	it := &item{ID: name, Kind: ref.Model, Name: id, Commit: commit}
	r, err := ref.Parse(id)
	if err == nil && r.Hub != ref.Local && r.Hub != ref.Provider {
		r.Revision = commit
		it.Kind, it.Owner, it.Name, it.PURL = r.Kind, r.Owner, r.Name, r.PURL()
		r.Revision = ""
	}
	if err == nil {
		it.Page = r.Page()
	}
	b.Items = append(b.Items, it)
	return it
}

func (b *bill) target(t *audit.TargetReport) *item {
	id := t.Target.AnsweredID
	if id == "" {
		id = t.Target.ID
	}
	if id == "" {
		id = t.Target.Asked
	}
	if t.Target.Hub == ref.HuggingFace && t.Target.Kind != string(ref.Model) {
		id = t.Target.Kind + "s/" + id
	}
	it := b.at(id, t.Target.Commit)
	it.Target = t
	it.Whole = len(t.Open) == 0 && len(t.Problems) == 0 && unresolved(*t) == nil &&
		!slices.ContainsFunc(t.Documents, func(d audit.Document) bool { return !d.Read() })
	for _, l := range t.Licenses {
		one := billLicence{ID: l.ID, Match: string(l.Match)}
		if l.SPDX != nil {
			one.SPDX = *l.SPDX
		}
		for i, e := range l.Evidence {
			if i == 0 {
				one.At = e
			}
			if declares(*t, e) || l.Source == term.Declared {
				it.Declared = append(it.Declared, one)
				break
			}
		}
		it.Concluded = append(it.Concluded, one)
		if l.Source == term.Detected {
			it.Detected = append(it.Detected, one)
		}
	}
	return it
}

// declares reports whether evidence stands where a publisher declares a licence.
func declares(t audit.TargetReport, e doc.Evidence) bool {
	return slices.ContainsFunc(t.Documents, func(d audit.Document) bool {
		return d.Path == e.Path && (d.Role == doc.RoleCard || d.Role == doc.RoleConfig)
	})
}

// lineage adds what an item is made from.
func (b *bill) lineage(it *item, g audit.Lineage) {
	nodes := map[string]*item{}
	for i, n := range g.Nodes {
		if i == 0 {
			nodes[n.ID] = it
			continue
		}
		up := b.at(n.ID, n.Commit)
		nodes[n.ID] = up
		if up.Target == nil && len(up.Declared) == 0 {
			for _, l := range n.Licenses {
				up.Declared = append(up.Declared, billLicence{ID: l})
			}
			up.Whole = n.Status == lineage.Read || n.Status == lineage.Known
		}
	}
	for _, e := range g.Edges {
		from, to := nodes[e.From], nodes[e.To]
		switch {
		case from == nil || to == nil:
		case e.Relation == lineage.TrainedOn:
			from.Datasets = with(from.Datasets, to)
		default:
			from.Parents = with(from.Parents, to)
		}
	}
}

func with(list []*item, it *item) []*item {
	if slices.Contains(list, it) {
		return list
	}
	return append(list, it)
}

// uuid writes the id of a bill as a UUID of the version for ids that are made
// from a digest.
func (b bill) uuid() string {
	id := []byte(b.ID)
	id[12], id[16] = '8', '8'
	return fmt.Sprintf("%s-%s-%s-%s-%s", id[:8], id[8:12], id[12:16], id[16:20], id[20:32])
}

// licenceRef is the name of a licence that SPDX does not list, as SPDX wants it.
func licenceRef(id string) string {
	var out strings.Builder
	out.WriteString("LicenseRef-fineprint-")
	for _, r := range id {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			out.WriteRune(r)
		} else {
			out.WriteByte('-')
		}
	}
	return out.String()
}
