package policy

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// finding weighs one finding and notes on it how a clause was judged.
func (j *judge) finding(f *finding.Finding) Reason {
	pass := Reason{Outcome: Pass}
	outcome := observed(*f)
	switch {
	case f.Kind.IsClause():
		outcome = j.clause(f)
	case f.Kind == term.DocumentUnread:
		outcome = j.unreadDocument(*f)
	}
	if j.Profile != nil {
		outcome = j.Profile.Accept.kind(f.Kind).over(outcome)
	}
	if outcome == Pass {
		return pass
	}
	digests := j.digests(*f)
	if j.grants.excuse(digests, j.namesOf(*f)...) {
		return pass
	}
	return Reason{Finding: f.ID, Outcome: outcome, Because: []finding.Remark{}, Grant: j.snippets(string(f.Kind), digests)}
}

// clause weighs a clause. A kind that nobody described counts as restrictive.
func (j *judge) clause(f *finding.Finding) Outcome {
	info, known := j.Kinds(f.Kind)
	info = info.Stating(f.Params)
	if j.Profile == nil {
		outcome := plain(info, known)
		if outcome != Pass {
			f.Judged = finding.Unasked()
		}
		return outcome
	}
	f.Judged = j.bite(*f, info)
	return consequence(*f.Judged.State, info, known)
}

// plain is the outcome of a clause of a kind when nothing is known of who asks.
func plain(info kind.Info, known bool) Outcome {
	if !known || info.Restrictive() || info.Outcome != string(Pass) {
		return Review
	}
	return Pass
}

// consequence is the outcome of a clause in a state. What a person might find
// out is never worse than a review, and where even a clause that bites passes,
// nobody needs to look.
func consequence(s finding.State, info kind.Info, known bool) Outcome {
	bitten := plain(info, known)
	if info.Decide.Bars || info.Outcome == string(Fail) {
		bitten = Fail
	}
	switch {
	case s == finding.NotTriggered || bitten == Pass:
		return Pass
	case s == finding.Triggered:
		return bitten
	default:
		return Review
	}
}

// observed is the outcome of what is no clause. A file in a form that runs
// code on loading is common and weighs only when the hub's scanners object.
func observed(f finding.Finding) Outcome {
	switch f.Kind {
	case term.LicenceContradiction, term.LicenceModified, term.LicenceUnknown, term.LicenceDrift, term.PolicyUnbound, term.NoWeights,
		term.LimitNotUnderstood, term.StatementNotUnderstood, term.LanguageVersionsDiffer, term.TwinDiffers:
		return Review
	case term.UnsafeFile:
		if scan := f.Params["scan"]; scan == "unsafe" || scan == "suspicious" {
			return Review
		}
	}
	return Pass
}

// unreadDocument is the outcome of a document that may hold terms and was not
// read. An identity known by declaration lets a gated text be reviewed, or an
// empty file, and so do notices and what stands beside a text that was read; anything else leaves
// the answer open.
func (j *judge) unreadDocument(f finding.Finding) Outcome {
	role, _ := f.Params["role"].(string)
	minor := slices.Contains([]doc.Role{doc.RoleNotice, doc.RoleConfig, doc.RoleCard}, doc.Role(role))
	withheld := f.Params["status"] == string(doc.StatusDenied) || f.Params["status"] == "empty"
	if withheld && j.identified() || minor || j.textRead() && doc.Role(role) != doc.RoleLicence {
		return Review
	}
	return Undecided
}

// license weighs a licence: whether it is known for sure which one it is, and
// whether the profile accepts it.
func (j *judge) license(l finding.License) []Reason {
	digests := j.textsOf(l)
	var reasons []Reason
	if r, kind := j.identity(l); r.Outcome != Pass && !(kind != "" && j.grants.excuse(digests, string(kind), l.ID)) {
		if kind != "" {
			r.Grant = j.snippets(string(kind), digests)
		}
		reasons = append(reasons, r)
	}
	if j.Profile == nil {
		return reasons
	}
	decision, why := j.Profile.Accept.license(l)
	if outcome := decision.outcome(); outcome != Pass && !j.grants.excuse(digests, l.ID) {
		r := reason(outcome, why)
		r.Grant = j.snippets(l.ID, digests)
		reasons = append(reasons, r)
	}
	return reasons
}

// namesOf lists the names by which an exception may go that excuses a finding:
// its kind and its id. Who has read a text that nobody knows, or what was changed
// in one, has read what no rule understood in it.
func (j *judge) namesOf(f finding.Finding) []string {
	names := []string{string(f.Kind), f.ID}
	if f.Kind == term.LimitNotUnderstood {
		names = append(names, string(term.LicenceUnknown), string(term.LicenceModified))
	}
	return names
}

// digests lists the texts that a finding rests on: of a clause, and of words
// that nobody understood, the documents that hold them, of anything else the
// licence texts of its scopes.
func (j *judge) digests(f finding.Finding) []string {
	var out []string
	words := []term.Kind{term.LimitNotUnderstood, term.StatementNotUnderstood, term.PolicyUnbound}
	if f.Kind.IsClause() || slices.Contains(words, f.Kind) {
		for _, e := range f.Evidence {
			out = append(out, e.SHA256)
		}
		return out
	}
	for _, l := range j.Licenses {
		if slices.ContainsFunc(f.Scopes, l.Covers) {
			out = append(out, j.textsOf(l)...)
		}
	}
	return out
}

// textsOf lists the texts that a licence was read in. What only names it, such
// as the card, is evidence, too, and no text.
func (j *judge) textsOf(l finding.License) []string {
	var out []string
	for _, e := range l.Evidence {
		if l.Source == term.Detected && (len(j.Texts) == 0 || slices.Contains(j.Texts, e.SHA256)) {
			out = append(out, e.SHA256)
		}
	}
	return out
}
