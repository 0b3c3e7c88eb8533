package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Finding is one statement about a target, with its evidence.
type Finding struct {
	ID       string         `json:"id"` // stable: see New
	Kind     term.Kind      `json:"kind"`
	Scopes   []term.Scope   `json:"scopes"`
	Source   term.Source    `json:"source"`
	Rule     string         `json:"rule"` // the clause rule or catalogue entry behind it; empty for neither
	Params   term.Params    `json:"params"`
	Title    string         `json:"title"`   // of a clause, the plain title of its kind; empty for anything else
	Remarks  []Remark       `json:"remarks"` // what else is to say of it; all that there is to say of what is no clause
	Message  string         `json:"message"` // one sentence for a person, made of the others by whoever writes the report
	Evidence []doc.Evidence `json:"evidence"`
	Via      []string       `json:"via"` // "hub:kind:id@commit" of each step, for what is inherited
	// Components are the parts of the target in which it stands, "." for what
	// stands outside of them; empty where a target has no parts, and where the
	// finding is about all of it.
	Components []string `json:"components"`
	// Possible tells that only some of the texts behind an identifier state it,
	// and that it is not known which of them governs.
	Possible bool   `json:"possible"`
	Judged   Judged `json:"judged"`
}

// Judged is what a policy made of a finding.
type Judged struct {
	State *State `json:"state"` // nil: not judged
	// Because is the sum or reason behind the state, Sum the sentence that whoever
	// writes the report makes of both.
	Because []Remark `json:"because"`
	Sum     string   `json:"sum"`
}

// ruled is the code of a remark that says how the remarks before it were judged,
// where several figures are judged in turn.
const ruled = "ruled"

// Ruled is the remark that says how j was judged, for a sum of several.
func (j Judged) Ruled() Remark {
	p := term.Params{"state": string(*j.State), "margin": nil}
	for _, r := range j.Because {
		if r.Params["margin"] != nil && *j.State == NotTriggered {
			p["margin"] = r.Params["margin"]
		}
	}
	return Remark{Code: ruled, Params: p}
}

// InParts reports whether j says of each of its parts how it was judged.
func (j Judged) InParts() bool {
	return len(j.Because) > 0 && j.Because[len(j.Because)-1].Code == ruled
}

// noProfile is why a clause needs a person when nobody said who asks.
const noProfile = "no-profile"

// Unasked is how a clause is judged that needs a person because no profile
// says who asks and for what.
func Unasked() Judged {
	s := NeedsPerson
	return Judged{State: &s, Because: []Remark{Say(noProfile)}}
}

// Unasked reports whether j is that.
func (j Judged) Unasked() bool { return len(j.Because) == 1 && j.Because[0].Code == noProfile }

// State says whether a finding bites under a policy.
type State string

// The states.
const (
	Triggered    State = "triggered"
	NotTriggered State = "not-triggered"
	NeedsPerson  State = "needs-person"
)

// New completes f: it sorts the scopes, replaces nil lists by empty ones and
// sets the id. The id is the first 16 hexadecimal digits of the SHA-256 of
// kind, scopes, source, the SHA-256 of the first document (or the rule, for
// what comes from the catalogue) and the quote, or the params where nothing is
// quoted.
func New(f Finding) Finding {
	if f.Scopes = slices.Clone(f.Scopes); len(f.Scopes) > 1 {
		order := term.Scopes()
		slices.SortFunc(f.Scopes, func(a, b term.Scope) int { return cmp.Compare(slices.Index(order, a), slices.Index(order, b)) })
	}
	if f.Params == nil {
		f.Params = term.Params{}
	}
	if f.Evidence == nil {
		f.Evidence = []doc.Evidence{}
	}
	if f.Via == nil {
		f.Via = []string{}
	}
	if f.Components == nil {
		f.Components = []string{}
	}
	if f.Remarks == nil {
		f.Remarks = []Remark{}
	}
	if f.Judged.Because == nil {
		f.Judged.Because = []Remark{}
	}
	f.ID = f.digest()
	return f
}

func (f *Finding) digest() string {
	all := append(make([]byte, 0, 512), f.Kind...)
	add := func(part string) { all = append(append(all, 0), part...) }
	for _, s := range f.Scopes {
		add(string(s))
	}
	add(string(f.Source))
	if len(f.Evidence) > 0 && f.Evidence[0].SHA256 != "" {
		add(f.Evidence[0].SHA256)
	} else {
		add(f.Rule)
	}
	quoted := false
	for _, e := range f.Evidence {
		add(e.Quote)
		quoted = quoted || e.Quote != ""
	}
	if !quoted {
		add(f.Params.Text()) // tells two caps of one entry apart
	}
	for _, id := range f.Via {
		add(id)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:8])
}

// Covers reports whether f is about scope.
func (f *Finding) Covers(scope term.Scope) bool { return slices.Contains(f.Scopes, scope) }

// Certain reports whether what f states is known to hold of the target: it was
// not inferred, and not only some of the texts that may govern state it.
func (f *Finding) Certain() bool { return f.Source != term.Inferred && !f.Possible }

// Sort orders findings for a report: clauses in the order of the taxonomy,
// then the other kinds, then by place and id.
func Sort(findings []Finding) {
	type ranked struct {
		rank int
		*Finding
	}
	order, at := ranks(), make([]ranked, len(findings)) // a Finding is too large to be moved at each step
	unsorted := slices.Clone(findings)
	for i := range unsorted {
		at[i] = ranked{order[unsorted[i].Kind], &unsorted[i]}
	}
	slices.SortFunc(at, func(a, b ranked) int {
		if a.rank != b.rank {
			return cmp.Compare(a.rank, b.rank)
		}
		return cmp.Or(strings.Compare(place(a.Finding), place(b.Finding)), cmp.Compare(offset(a.Finding), offset(b.Finding)),
			strings.Compare(a.ID, b.ID))
	})
	for i := range at {
		findings[i] = *at[i].Finding
	}
}

// ranks is the order of the kinds in a report.
var ranks = sync.OnceValue(func() map[term.Kind]int {
	out := map[term.Kind]int{}
	for i, k := range append(term.ClauseKinds(), term.FindingKinds()...) {
		out[k] = i
	}
	return out
})

func place(f *Finding) string {
	if len(f.Evidence) == 0 {
		return ""
	}
	return f.Evidence[0].Path
}

func offset(f *Finding) int {
	if len(f.Evidence) == 0 || len(f.Evidence[0].Spans) == 0 {
		return -1
	}
	return f.Evidence[0].Spans[0].Start
}
